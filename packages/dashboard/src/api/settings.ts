import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ApiKeyCreateResponse,
  ApiKeysResponse,
  OrganisationResponse,
  OrganisationSettings,
  PolicyResponse,
} from '@kartu/contract'
import { request } from './request.ts'

const ORGANISATION_KEY = ['organisation'] as const
const ORGANISATION_PATH = '/api/desk/organisation'

export const organisationQuery = queryOptions({
  queryKey: ORGANISATION_KEY,
  queryFn: ({ signal }) => request<OrganisationResponse>(ORGANISATION_PATH, { signal }),
})

export function useChangeOrganisation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<OrganisationSettings>) =>
      request<unknown>(ORGANISATION_PATH, { method: 'PATCH', body: change }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ORGANISATION_KEY })
    },
  })
}

const KEYS_KEY = ['api-keys'] as const
const KEYS_PATH = '/api/desk/api-keys'

export const apiKeysQuery = queryOptions({
  queryKey: KEYS_KEY,
  queryFn: ({ signal }) => request<ApiKeysResponse>(KEYS_PATH, { signal }),
})

export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: { name: string; scopes: readonly string[] }) =>
      request<ApiKeyCreateResponse>(KEYS_PATH, { method: 'POST', body: order }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEYS_KEY })
    },
  })
}

export function useRevokeApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<unknown>(`${KEYS_PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEYS_KEY })
    },
  })
}

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => request<PolicyResponse>('/api/desk/policy', { signal }),
})
