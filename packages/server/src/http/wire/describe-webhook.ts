import type { Webhook, WebhookDelivery } from '@kartu/contract'
import type { WebhookDeliveryRow, WebhookEndpointRow } from '../../store/webhook-tables.ts'

/** A webhook as the API shows it: never its secret. */
export const describeWebhook = (row: WebhookEndpointRow): Webhook => ({
  id: row.id,
  url: row.url,
  events: row.events,
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString() ?? null,
  disabledReason: row.disabledReason,
})

export const describeDelivery = (row: WebhookDeliveryRow): WebhookDelivery => ({
  id: row.id,
  eventId: row.eventId,
  eventType: row.eventType,
  state: row.state,
  attempts: row.attempts,
  lastStatus: row.lastStatus,
  lastErrorCode: row.lastErrorCode,
  createdAt: row.createdAt.toISOString(),
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
})
