import '@fontsource-variable/inter/wght.css'
import './css/desk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme, storedTheme } from './shell/theme.ts'

applyTheme(storedTheme())
const place = document.getElementById('desk')
if (place === null) throw new Error('the document has no place for the desk')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
