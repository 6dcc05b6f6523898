import { sql } from 'kysely'
import type { StoreContext } from './store-context.ts'

/** One caller's use of one Idempotency-Key on one route. */
export interface IdempotentCall {
  /** The API key's or client token's id. */
  readonly principal: string
  readonly route: string
  readonly key: string
}

export type IdempotentStart =
  /** Ours to do; end it with `completeIdempotent` or `abandonIdempotent`. */
  | { readonly kind: 'started' }
  /** Done before with the same body: this is the answer. */
  | { readonly kind: 'stored'; readonly status: number; readonly body: string }
  /** Being done right now. */
  | { readonly kind: 'in_progress' }
  /** The key was used with another body. */
  | { readonly kind: 'mismatch' }

type Context = Pick<StoreContext, 'db' | 'keys'>

const ANSWER_KIND = 'idempotent_answer'

/**
 * Claims an idempotency key, atomically: of simultaneous calls one starts. A claim whose holder died is free again after
 * `lockMs`. `requestSha256`: 32 bytes over the request's body.
 */
export async function beginIdempotent(
  ctx: Context,
  organisationId: string,
  call: IdempotentCall & { readonly requestSha256: Uint8Array; readonly lockMs: number },
): Promise<IdempotentStart> {
  const { principal, route, key, requestSha256 } = call
  const lockedUntil = sql<Date>`now() + ${call.lockMs} * interval '1 millisecond'`
  const claimed = await ctx.db
    .insertInto('idempotencyKeys')
    .values({ organisationId, principal, route, key, requestSha256, lockedUntil })
    .onConflict((conflict) =>
      conflict
        .columns(['organisationId', 'principal', 'route', 'key'])
        .doUpdateSet({ lockedUntil })
        .where('idempotencyKeys.responseStatus', 'is', null)
        .where('idempotencyKeys.lockedUntil', '<', sql<Date>`now()`)
        .where('idempotencyKeys.requestSha256', '=', Buffer.from(requestSha256)),
    )
    .returning('key')
    .executeTakeFirst()
  if (claimed !== undefined) return { kind: 'started' }
  const row = await ctx.db
    .selectFrom('idempotencyKeys')
    .select(['requestSha256', 'responseStatus', 'sealedResponse'])
    .where('organisationId', '=', organisationId)
    .where('principal', '=', principal)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirst()
  // Abandoned between the two statements: the caller may try again at once.
  if (row === undefined) return { kind: 'in_progress' }
  if (!row.requestSha256.equals(requestSha256)) return { kind: 'mismatch' }
  if (row.responseStatus === null || row.sealedResponse === null) return { kind: 'in_progress' }
  const body = await ctx.keys.openForOrganisation(
    ctx.db,
    organisationId,
    ANSWER_KIND,
    recordIdOf(call),
    row.sealedResponse,
  )
  return { kind: 'stored', status: row.responseStatus, body: Buffer.from(body).toString('utf8') }
}

/** Stores the answer, sealed: it may carry a secret that is shown once. */
export async function completeIdempotent(
  ctx: Context,
  organisationId: string,
  answer: IdempotentCall & { readonly status: number; readonly body: string },
): Promise<void> {
  const bytes = Buffer.from(answer.body, 'utf8')
  const sealed = await ctx.keys.sealForOrganisation(
    ctx.db,
    organisationId,
    ANSWER_KIND,
    recordIdOf(answer),
    bytes,
  )
  await ctx.db
    .updateTable('idempotencyKeys')
    .set({ responseStatus: answer.status, sealedResponse: sealed })
    .where('organisationId', '=', organisationId)
    .where('principal', '=', answer.principal)
    .where('route', '=', answer.route)
    .where('key', '=', answer.key)
    .where('responseStatus', 'is', null)
    .execute()
}

/** Frees the key after an answer that a retry may better (5xx, 429): nothing is remembered. */
export async function abandonIdempotent(
  ctx: Context,
  organisationId: string,
  call: IdempotentCall,
): Promise<void> {
  await ctx.db
    .deleteFrom('idempotencyKeys')
    .where('organisationId', '=', organisationId)
    .where('principal', '=', call.principal)
    .where('route', '=', call.route)
    .where('key', '=', call.key)
    .where('responseStatus', 'is', null)
    .execute()
}

const recordIdOf = (call: IdempotentCall): string => JSON.stringify([call.principal, call.route, call.key])
