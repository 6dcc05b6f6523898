import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  WebhookCreateResponse,
  WebhookDeliveriesResponse,
  WebhookSecretResponse,
  WebhooksResponse,
} from '@kartu/contract'
import { request } from './request.ts'

const KEY = ['webhooks'] as const
const PATH = '/api/webhooks'
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`

export const webhooksQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => request<WebhooksResponse>(PATH, { signal }),
})

export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: [...KEY, id, 'deliveries'],
    queryFn: ({ signal }) => request<WebhookDeliveriesResponse>(`${pathOf(id)}/deliveries`, { signal }),
    refetchInterval: 4_000,
  })
}

function useWebhookMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: KEY })
    },
  })
}

export function useCreateWebhook() {
  return useWebhookMutation((order: { url: string; events: readonly string[] }) =>
    request<WebhookCreateResponse>(PATH, { method: 'POST', body: order }),
  )
}

export function useChangeWebhook() {
  return useWebhookMutation(({ id, ...change }: { id: string; disabled: boolean }) =>
    request<unknown>(pathOf(id), { method: 'PATCH', body: change }),
  )
}

export function useRemoveWebhook() {
  return useWebhookMutation((id: string) => request<unknown>(pathOf(id), { method: 'DELETE' }))
}

export function useTestWebhook() {
  return useWebhookMutation((id: string) => request<unknown>(`${pathOf(id)}/test`, { method: 'POST' }))
}

export function useRotateWebhook() {
  return useWebhookMutation((id: string) =>
    request<WebhookSecretResponse>(`${pathOf(id)}/rotate-secret`, { method: 'POST' }),
  )
}

export function useReplayDelivery(id: string) {
  return useWebhookMutation((deliveryId: string) =>
    request<unknown>(`${pathOf(id)}/deliveries/${encodeURIComponent(deliveryId)}/replay`, { method: 'POST' }),
  )
}
