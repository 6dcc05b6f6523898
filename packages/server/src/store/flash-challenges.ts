import { KartuError } from '@kartu/core'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import type { Db, FlashChallengeRow, Tx } from './tables.ts'

export interface NewFlashChallenge {
  readonly id: string
  readonly customerId: string
  /** UUIDv4. */
  readonly nonce: string
  /** `#RRGGBB`, in the order shown. */
  readonly colors: readonly string[]
  readonly holdMs: readonly number[]
  readonly hmacSecret: string
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

export interface ChallengeConsumption {
  readonly nonce: string
  readonly customerId: string
  readonly bundleId: string
  readonly nowMs: number
}

const HMAC_SECRET_KIND = 'hmac_secret'
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Stores an issued challenge, its secret sealed. */
export async function insertChallenge(
  db: Db,
  keys: KeyKeeper,
  organisationId: string,
  challenge: NewFlashChallenge,
): Promise<void> {
  const secret = Buffer.from(challenge.hmacSecret, 'utf8')
  await db
    .insertInto('flashChallenges')
    .values({
      id: challenge.id,
      organisationId,
      customerId: challenge.customerId,
      purpose: 'ktp',
      nonce: challenge.nonce,
      colors: [...challenge.colors],
      holdMs: [...challenge.holdMs],
      sealedHmacSecret: await keys.sealForOrganisation(
        db,
        organisationId,
        HMAC_SECRET_KIND,
        challenge.id,
        secret,
      ),
      issuedAt: new Date(challenge.issuedAtMs),
      expiresAt: new Date(challenge.expiresAtMs),
    })
    .execute()
}

/** Any challenge of the organisation, consumed or expired ones included; undefined for a nonce never issued or not a UUID. */
export async function findChallengeByNonce(
  db: Db,
  organisationId: string,
  nonce: string,
): Promise<FlashChallengeRow | undefined> {
  if (!UUID.test(nonce)) return undefined
  return db
    .selectFrom('flashChallenges')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('nonce', '=', nonce)
    .executeTakeFirst()
}

/** The challenge a bundle consumed, for judging it. */
export const findChallenge = (
  db: Db,
  organisationId: string,
  id: string,
): Promise<FlashChallengeRow | undefined> =>
  db
    .selectFrom('flashChallenges')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The challenge's `hmacSecret`, unsealed. */
export async function revealHmacSecret(db: Db, keys: KeyKeeper, row: FlashChallengeRow): Promise<string> {
  const { organisationId, id, sealedHmacSecret } = row
  const secret = await keys.openForOrganisation(db, organisationId, HMAC_SECRET_KIND, id, sealedHmacSecret)
  return Buffer.from(secret).toString('utf8')
}

/**
 * Consumes a challenge for a bundle, at most once ever, in one statement: of any number of simultaneous callers on any
 * number of nodes one wins, and the others wait for its commit and then find the challenge consumed. It only counts once the
 * caller's transaction commits. Throws `challenge_unknown` (or of another customer), `challenge_consumed`, `challenge_expired`.
 */
export async function consumeChallenge(
  tx: Tx,
  organisationId: string,
  { nonce, customerId, bundleId, nowMs }: ChallengeConsumption,
): Promise<FlashChallengeRow> {
  const now = new Date(nowMs)
  const consumed = UUID.test(nonce)
    ? await tx
        .updateTable('flashChallenges')
        .set({ consumedAt: now, consumedByBundleId: bundleId })
        .where('organisationId', '=', organisationId)
        .where('nonce', '=', nonce)
        .where('customerId', '=', customerId)
        .where('consumedAt', 'is', null)
        .where('expiresAt', '>', now)
        .returningAll()
        .executeTakeFirst()
    : undefined
  if (consumed !== undefined) return consumed
  const found = await findChallengeByNonce(tx, organisationId, nonce)
  if (found === undefined || found.customerId !== customerId) {
    throw new KartuError('challenge_unknown', 'This customer was never issued that challenge')
  }
  if (found.consumedAt !== null)
    throw new KartuError('challenge_consumed', 'The challenge was consumed before')
  throw new KartuError('challenge_expired', 'The challenge has expired')
}
