import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'

export interface OrganisationSettings {
  readonly requireFlash: boolean
  readonly palette: 'standard' | 'calm'
  readonly kycValidDays: number
  readonly fourEyesOverride: boolean
  readonly retentionDays: number | null
  readonly clientTokenOrigins: readonly string[]
}

const ORGANISATION_KEY = ['organisation'] as const
const ORGANISATION_PATH = '/api/desk/organisation'

export const organisationQuery = queryOptions({
  queryKey: ORGANISATION_KEY,
  queryFn: ({ signal }) =>
    request<{ readonly organisation: OrganisationSettings }>(ORGANISATION_PATH, { signal }),
})

export function useChangeOrganisation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<OrganisationSettings>) =>
      request<unknown>(ORGANISATION_PATH, { method: 'PATCH', body: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: ORGANISATION_KEY }),
  })
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

/** Shown once: the service keeps digests. */
export interface NewApiKey {
  readonly apiKey: string
  readonly captureSecret?: string
}

const KEYS_KEY = ['api-keys'] as const
const KEYS_PATH = '/api/desk/api-keys'

export const apiKeysQuery = queryOptions({
  queryKey: KEYS_KEY,
  queryFn: ({ signal }) => request<{ readonly apiKeys: readonly ApiKey[] }>(KEYS_PATH, { signal }),
})

export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: { name: string; scopes: readonly string[] }) =>
      request<NewApiKey>(KEYS_PATH, { method: 'POST', body: order }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS_KEY }),
  })
}

export function useRevokeApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      request<unknown>(`${KEYS_PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS_KEY }),
  })
}

interface Rate {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
}

export interface PolicyReport {
  readonly version: string
  readonly simulated: boolean
  readonly captures: number
  readonly bpcer: Rate
  readonly apcer: Readonly<Record<string, Rate>>
  readonly det: readonly {
    readonly threshold: number | null
    readonly apcer: number
    readonly bpcer: number
  }[]
}

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => request<PolicyReport>('/api/desk/policy', { signal }),
})
