import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Role } from './schema/desk/roles.ts'
import type { Scope } from './schema/primitives.ts'

/** Which limit of contract §9 a request counts against; `none` for probes. */
export type RateClass = 'challenge' | 'capture' | 'write' | 'read' | 'login' | 'none'

/** One operation of the API: what the server registers, the OpenAPI document lists and the client calls. */
export interface Route {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** OpenAPI form; every `{…}` is one path parameter. */
  readonly path: string
  readonly summary: string
  /** What an API key needs; null: no key may call it. */
  readonly scope: Scope | null
  /** Which users may call it in a desk session; null: no session may. With `scope` null too, it is open to anyone. */
  readonly roles: readonly Role[] | null
  /** Whether a browser's client token may call it too (contract §1). */
  readonly clientToken: boolean
  readonly rateClass: RateClass
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Success answers by status; the first is the usual one. Null: an answer without a body. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>
  /** The media type of a success answer that is no JSON; its `responses` are null. */
  readonly produces?: 'image/jpeg' | 'image/svg+xml' | 'application/jsonl' | 'text/event-stream'
  /** Codes of its own, beside those that every operation of its kind shares. */
  readonly errors: readonly ErrorCode[]
}

/** Whether anyone may call it, with no key and no session: probes, and signing in. */
export function isOpen(route: Pick<Route, 'scope' | 'roles'>): boolean {
  return route.scope === null && route.roles === null
}
