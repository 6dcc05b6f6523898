import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { OwnSessionsResponse, TotpOffer } from '@kartu/contract'
import { request } from './request.ts'
import { SESSION_KEY } from './session.ts'

export type OwnSession = OwnSessionsResponse['sessions'][number]

const SESSIONS_KEY = ['sessions'] as const
const TOTP_PATH = '/api/desk/session/totp'

export const sessionsQuery = queryOptions({
  queryKey: SESSIONS_KEY,
  queryFn: ({ signal }) => request<OwnSessionsResponse>('/api/desk/sessions', { signal }),
})

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<unknown>(`/api/desk/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: SESSIONS_KEY })
    },
  })
}

export function useOfferTotp() {
  return useMutation({ mutationFn: () => request<TotpOffer>(TOTP_PATH, { method: 'POST' }) })
}

function useTotpChange<I>(send: (input: I) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: SESSION_KEY })
    },
  })
}

export function useConfirmTotp() {
  return useTotpChange((code: string) => request(`${TOTP_PATH}/confirm`, { method: 'POST', body: { code } }))
}

export function useStopTotp() {
  return useTotpChange((password: string) => request(TOTP_PATH, { method: 'DELETE', body: { password } }))
}
