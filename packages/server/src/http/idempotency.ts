import { hash } from 'node:crypto'
import { KartuError } from '@kartu/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { abandonIdempotent, beginIdempotent, completeIdempotent } from '../store/idempotency.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Answer, Remember } from './operation.ts'
import type { Principal } from './principal.ts'

const HEADER = 'idempotency-key'
const REPLAY_HEADER = 'idempotent-replayed'
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/
/** A request that died with its process frees its key after this long; a live one is answered well before. */
const LOCK_MS = 120_000
/** Stands in the place of an answer's status where what is stored is a reference, and the answer is made from that. */
const REFERENCE_STATUS = 202

export interface Work {
  run(remember: Remember): Promise<Answer>
  /** Makes the answer from a remembered reference. */
  resume(reference: unknown): Promise<Answer>
}

/**
 * Runs `work` at most once for one `Idempotency-Key`: the same key with the same body gets the stored answer, with
 * another body 409 (contract §9). Only answers are stored, sealed; a refusal changed nothing and may be tried again.
 * @throws KartuError `idempotency_key_reused` | `idempotency_in_flight` | `validation_failed`
 */
export async function answerOnce(
  ctx: StoreContext,
  request: FastifyRequest,
  reply: FastifyReply,
  principal: Principal,
  work: Work,
): Promise<Answer> {
  const key = request.headers[HEADER]
  if (key === undefined) return work.run(async () => undefined)
  if (typeof key !== 'string' || !KEY_SHAPE.test(key)) {
    throw new KartuError('validation_failed', 'Malformed Idempotency-Key', {
      fieldErrors: { 'Idempotency-Key': ['1 to 255 visible ASCII characters'] },
    })
  }
  const slot = { principal: holderOf(principal), route: `${request.method} ${request.routeOptions.url}`, key }
  const requestSha256 = hash('sha256', request.rawBody ?? '', 'buffer')
  const found = await beginIdempotent(ctx, principal.organisationId, {
    ...slot,
    requestSha256,
    lockMs: LOCK_MS,
  })
  switch (found.kind) {
    case 'mismatch':
      throw new KartuError('idempotency_key_reused', 'The key was used for another body')
    case 'in_progress':
      throw new KartuError('idempotency_in_flight', 'A request with this key is still being answered')
    case 'stored':
      void reply.header(REPLAY_HEADER, 'true')
      return found.status === REFERENCE_STATUS
        ? work.resume(JSON.parse(found.body))
        : { status: found.status, body: (JSON.parse(found.body) as unknown) ?? undefined }
    case 'started':
      return runAndStore(ctx, principal.organisationId, slot, work)
  }
}

async function runAndStore(
  ctx: StoreContext,
  organisationId: string,
  slot: { readonly principal: string; readonly route: string; readonly key: string },
  work: Work,
): Promise<Answer> {
  const remember: Remember = async (tx, reference) => {
    const body = JSON.stringify(reference)
    await completeIdempotent({ ...ctx, db: tx }, organisationId, { ...slot, status: REFERENCE_STATUS, body })
  }
  let answer: Answer
  try {
    answer = await work.run(remember)
  } catch (error) {
    await abandonIdempotent(ctx, organisationId, slot)
    throw error
  }
  const body = JSON.stringify(answer.body ?? null)
  await completeIdempotent(ctx, organisationId, { ...slot, status: answer.status, body })
  return answer
}

/** Browsers of two customers that share a merchant's key must not see each other's answers. */
function holderOf(principal: Principal): string {
  return principal.kind === 'clientToken'
    ? `${principal.principalId}:${principal.customerId}`
    : principal.principalId
}
