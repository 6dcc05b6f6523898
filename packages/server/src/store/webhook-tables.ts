import type { Generated, Selectable } from 'kysely'
import type { Bytes, NullableBytes } from './column-types.ts'

/** The tables of `sql/0006-webhooks.sql`. */
export interface WebhookTables {
  webhookEndpoints: WebhookEndpointsTable
  webhookDeliveries: WebhookDeliveriesTable
}

interface WebhookEndpointsTable {
  id: string
  organisationId: string
  url: string
  events: string[]
  sealedSecret: Bytes
  sealedPreviousSecret: NullableBytes
  previousUntil: Date | null
  createdAt: Date
  disabledAt: Date | null
  disabledReason: 'by_user' | 'gone' | null
  removedAt: Date | null
}

interface WebhookDeliveriesTable {
  id: string
  organisationId: string
  endpointId: string
  eventId: string
  eventType: string
  state: Generated<'waiting' | 'delivered' | 'failed' | 'cancelled'>
  attempts: Generated<number>
  lastStatus: number | null
  lastErrorCode: string | null
  createdAt: Date
  nextAttemptAt: Date | null
  finishedAt: Date | null
  replays: string | null
}

export type WebhookEndpointRow = Selectable<WebhookEndpointsTable>
export type WebhookDeliveryRow = Selectable<WebhookDeliveriesTable>
