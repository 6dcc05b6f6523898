import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CustomerListResponse, DeskCustomerResponse, ErasureResponse } from '@kartu/contract'
import { request } from './request.ts'

const CUSTOMERS_KEY = ['customers'] as const
const PATH = '/api/desk/customers'
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`

/** A name or a NIK travels in a body: in an address it would stay in histories and logs. */
export function customersQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: [...CUSTOMERS_KEY, 'list', q],
    queryFn: ({ pageParam, signal }) =>
      q === ''
        ? request<CustomerListResponse>(PATH, { query: { cursor: pageParam }, signal })
        : request<CustomerListResponse>(`${PATH}/search`, {
            method: 'POST',
            body: { q, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
            signal,
          }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

/** What one list of cases can be narrowed to. */
const SOUGHT_MAX = 100

/** The newest customers that a text names, by id; `isCut` where there are more. */
export function soughtCustomersQuery(q: string) {
  return queryOptions({
    queryKey: [...CUSTOMERS_KEY, 'sought', q],
    queryFn: async ({ signal }) => {
      const body = { q, limit: SOUGHT_MAX }
      const found = await request<CustomerListResponse>(`${PATH}/search`, { method: 'POST', body, signal })
      return { ids: found.customers.map(({ id }) => id), isCut: found.nextCursor !== null }
    },
    enabled: q !== '',
  })
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: [...CUSTOMERS_KEY, 'one', id],
    queryFn: ({ signal }) => request<DeskCustomerResponse>(pathOf(id), { signal }),
  })
}

/** What erasing left behind, and why. */
export function receiptQuery(id: string) {
  return queryOptions({
    queryKey: [...CUSTOMERS_KEY, 'receipt', id],
    queryFn: ({ signal }) => request<ErasureResponse>(`${pathOf(id)}/receipt`, { signal }),
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
      request<ErasureResponse>(`${pathOf(id)}/erase`, { method: 'POST', body: { reason } }),
    onSuccess: () => {
      void client.invalidateQueries()
    },
  })
}
