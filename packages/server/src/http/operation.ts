import type { Readable } from 'node:stream'
import type { Route, RouteId } from '@kartu/contract'
import type { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import type { Tx } from '../store/tables.ts'
import type { Principal } from './principal.ts'

/** Stores a reference to what a request began, in the transaction that began it: a crash afterwards loses no answer. */
export type Remember = (tx: Tx, reference: unknown) => Promise<void>

/** One request, authenticated, permitted and with its parts validated. */
interface Call<Query, Body> {
  readonly principal: Principal
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  /** The body's bytes, for the operation that parses them itself. */
  readonly rawBody: Uint8Array
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal
  /** What the caller's program calls itself. */
  readonly userAgent: string | null
  /** For an operation that outlives its request: see `Operation.resume`. */
  readonly remember: Remember
}

export interface Answer {
  readonly status: number
  /** Undefined: an answer without one. */
  readonly body?: unknown
  /** In the place of a body: what is no JSON, of the type that the contract names. */
  readonly file?: { readonly type: NonNullable<Route['produces']>; readonly content: Uint8Array | Readable }
  /** Not repeated to a request that is answered from its Idempotency-Key. */
  readonly headers?: Readonly<Record<string, string>>
}

/** One row of the contract's route table brought to life. Schemas are the contract's own, so that types follow. */
export interface Operation<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly id: RouteId
  readonly query?: Query
  readonly body?: Body
  /** The operation reads `rawBody` itself, off the event loop. */
  readonly ownBody?: boolean
  /** Bytes; the contract's whole-body limit where absent would invite megabytes of nothing. */
  readonly bodyLimitBytes?: number
  handle(call: Call<z.output<Query>, z.output<Body>>, deps: Dependencies): Promise<Answer>
  /** Answers a repeated request from what the first one remembered, even when that one died with its process. */
  resume?(
    reference: unknown,
    call: Pick<Call<unknown, unknown>, 'principal' | 'signal'>,
    deps: Dependencies,
  ): Promise<Answer>
}

/** Keeps the schema types of one operation while the registry sees them all alike. */
export function defineOperation<Query extends z.ZodType, Body extends z.ZodType>(
  operation: Operation<Query, Body>,
): Operation {
  return operation as unknown as Operation
}
