import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FirstPasswordResponse, Role, UsersResponse } from '@kartu/contract'
import { request } from './request.ts'

const KEY = ['users'] as const
const PATH = '/api/desk/users'

export const usersQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => request<UsersResponse>(PATH, { signal }),
})

function useUserMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEY })
    },
  })
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly role: Role
}

export function useCreateUser() {
  return useUserMutation((user: NewUser) =>
    request<FirstPasswordResponse>(PATH, { method: 'POST', body: user }),
  )
}

export function useChangeUser() {
  return useUserMutation(({ id, ...change }: { id: string; role?: Role; disabled?: boolean }) =>
    request<unknown>(`${PATH}/${encodeURIComponent(id)}`, { method: 'PATCH', body: change }),
  )
}

export function useResetUser() {
  return useUserMutation((id: string) =>
    request<FirstPasswordResponse>(`${PATH}/${encodeURIComponent(id)}/reset`, { method: 'POST' }),
  )
}
