import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Customer, KycEvent, Verification } from '@kartu/contract'
import { request } from './request.ts'

const CUSTOMERS_KEY = ['customers'] as const
const PATH = '/api/desk/customers'
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`

interface CustomerPage {
  readonly customers: readonly Customer[]
  readonly nextCursor: string | null
}

export interface DeskCustomer {
  readonly customer: Customer & { readonly erasedAt?: string | null }
  readonly verifications: readonly Verification[]
  readonly tierHistory: readonly KycEvent[]
}

export function customersQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: [...CUSTOMERS_KEY, 'list', q],
    queryFn: ({ pageParam, signal }) =>
      q === ''
        ? request<CustomerPage>(PATH, { query: { cursor: pageParam }, signal })
        : // A name or a NIK in an address would stay in the logs of proxies.
          request<CustomerPage>(`${PATH}/search`, {
            method: 'POST',
            body: { q, ...(pageParam !== undefined && { cursor: pageParam }) },
            signal,
          }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: [...CUSTOMERS_KEY, 'one', id],
    queryFn: ({ signal }) => request<DeskCustomer>(pathOf(id), { signal }),
  })
}

/** Everything kept about a customer, as they may ask for it. Writing it out is audited. */
export function useExportCustomer(id: string) {
  return useMutation({ mutationFn: () => request<object>(`${pathOf(id)}/export`, { method: 'POST' }) })
}

/** Destroys the customer's key. The receipt says what stays and why. */
export function useEraseCustomer(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      request<{ readonly receipt: object }>(`${pathOf(id)}/erase`, { method: 'POST', body: { reason } }),
    onSuccess: () => client.invalidateQueries(),
  })
}
