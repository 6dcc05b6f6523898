import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { KartuCapture } from './kartu-capture-react.js'

function Verification({ service, token, customer }) {
  const [status, setStatus] = useState('')
  return (
    <>
      <h1>Verifikasi KTP</h1>
      <KartuCapture
        service={service}
        token={token}
        customer={customer}
        lang="id"
        phoneLink={`${service}/capture#token=${token}&customer=${customer}`}
        onResult={({ verification }) => setStatus(verification.status)}
      />
      <p role="status">{status}</p>
    </>
  )
}

const app = document.querySelector('#app')
createRoot(app).render(<Verification {...app.dataset} />)
