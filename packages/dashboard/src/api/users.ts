import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import type { Role } from './session.ts'

export interface DeskUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly totpEnabled: boolean
  readonly mustChangePassword: boolean
  readonly disabledAt: string | null
  readonly lastLoginAt: string | null
}

const KEY = ['users'] as const
const PATH = '/api/desk/users'

export const usersQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => request<{ readonly users: readonly DeskUser[] }>(PATH, { signal }),
})

function useUserMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: KEY }) })
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly role: Role
}

/** The one-time password stands in the answer and nowhere else. */
export interface FirstPassword {
  readonly firstPassword: string
}

export function useCreateUser() {
  return useUserMutation((user: NewUser) => request<FirstPassword>(PATH, { method: 'POST', body: user }))
}

export function useChangeUser() {
  return useUserMutation(({ id, ...change }: { id: string; role?: Role; disabled?: boolean }) =>
    request<unknown>(`${PATH}/${encodeURIComponent(id)}`, { method: 'PATCH', body: change }),
  )
}

export function useResetUser() {
  return useUserMutation((id: string) =>
    request<FirstPassword>(`${PATH}/${encodeURIComponent(id)}/reset`, { method: 'POST' }),
  )
}
