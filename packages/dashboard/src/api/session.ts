import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KartuApiError } from '@kartu/contract/client'
import type { DeskSession } from '@kartu/contract'
import { request } from './request.ts'

const SESSION_PATH = '/api/desk/session'
const UNAUTHORISED = 401

export const SESSION_KEY = ['session'] as const

/** Who is signed in here; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }): Promise<DeskSession | null> => {
    try {
      return await request<DeskSession>(SESSION_PATH, { signal })
    } catch (error) {
      if (error instanceof KartuApiError && error.status === UNAUTHORISED) return null
      throw error
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
})

/** The session of a page behind the sign-in. */
export function useSession(): DeskSession {
  const { data } = useQuery(sessionQuery)
  if (data === undefined || data === null) throw new Error('nobody is signed in')
  return data
}

export interface Credentials {
  readonly email: string
  readonly password: string
  readonly totpCode?: string
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (credentials: Credentials) =>
      request<DeskSession>(SESSION_PATH, { method: 'POST', body: credentials }),
    onSuccess: (session) => client.setQueryData(SESSION_KEY, session),
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<void>(SESSION_PATH, { method: 'DELETE' }),
    // Whatever was on this screen belongs to the person who left.
    onSettled: () => {
      client.clear()
      client.setQueryData(SESSION_KEY, null)
    },
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (passwords: { currentPassword: string; newPassword: string }) =>
      request<DeskSession>(`${SESSION_PATH}/password`, { method: 'POST', body: passwords }),
    onSuccess: (session) => client.setQueryData(SESSION_KEY, session),
  })
}
