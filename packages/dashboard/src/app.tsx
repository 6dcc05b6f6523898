import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createDeskQueryClient } from './api/query-client.ts'
import { ToastsProvider } from './parts/toasts.tsx'
import { SessionGate } from './shell/session-gate.tsx'
import { TextsProvider } from './texts/texts-context.tsx'

export function App() {
  const [client] = useState(createDeskQueryClient)
  return (
    <QueryClientProvider client={client}>
      <TextsProvider>
        <ToastsProvider>
          <SessionGate />
        </ToastsProvider>
      </TextsProvider>
    </QueryClientProvider>
  )
}
