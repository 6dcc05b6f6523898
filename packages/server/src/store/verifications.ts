import { KartuError } from '@kartu/core'
import { sqlState, UNIQUE_VIOLATION } from './database.ts'
import { moveReview } from './reviews.ts'
import type {
  AssuranceTier,
  Db,
  Tx,
  VerificationMethod,
  VerificationRow,
  VerificationStatus,
} from './tables.ts'

export interface NewVerification {
  readonly id: string
  readonly customerId: string
  readonly bundleId: string | null
  readonly method: VerificationMethod
  readonly status: VerificationStatus
  /** 0–100, or null where the method has none. */
  readonly score: number | null
  readonly assuranceTier: AssuranceTier | null
  /** Fused judgements, voters, versions: JSON without anything personal. */
  readonly judgement: Readonly<Record<string, unknown>>
  /** From `keys.sealForCustomer`, or null. */
  readonly sealedFields: Uint8Array | null
  /** From `keys.nikHash`, or null. */
  readonly nikHash: Uint8Array | null
  readonly createdAtMs: number
  readonly expiresAtMs: number | null
  /** The three of an override (contract §8), absent otherwise. */
  readonly override?: {
    readonly actorUserId: string
    readonly verificationId: string
    readonly reason: string
  }
}

/**
 * Stores a verification; no one can change it afterwards (a trigger refuses). Throws `bundle_already_judged` for a second
 * verdict on one bundle and `verification_already_overridden` for a second override.
 */
export async function insertVerification(
  tx: Tx,
  organisationId: string,
  fields: NewVerification,
): Promise<void> {
  try {
    await tx
      .insertInto('verifications')
      .values({
        id: fields.id,
        organisationId,
        customerId: fields.customerId,
        bundleId: fields.bundleId,
        method: fields.method,
        status: fields.status,
        score: fields.score,
        assuranceTier: fields.assuranceTier,
        judgement: JSON.stringify(fields.judgement),
        sealedFields: fields.sealedFields,
        actorUserId: fields.override?.actorUserId ?? null,
        overrides: fields.override?.verificationId ?? null,
        overrideReason: fields.override?.reason ?? null,
        createdAt: new Date(fields.createdAtMs),
        expiresAt: fields.expiresAtMs === null ? null : new Date(fields.expiresAtMs),
      })
      .execute()
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw fields.override === undefined
      ? new KartuError('bundle_already_judged', 'The bundle has a verification already')
      : new KartuError('verification_already_overridden', 'The verification was overridden before')
  }
  if (fields.override !== undefined)
    await moveReview(tx, organisationId, fields.override.verificationId, fields)
  if (fields.nikHash !== null) {
    await tx
      .insertInto('nikHashes')
      .values({
        organisationId,
        nikHash: fields.nikHash,
        verificationId: fields.id,
        customerId: fields.customerId,
      })
      .execute()
  }
}

/** Undefined when the organisation has no such verification. */
export const findVerification = (
  db: Db,
  organisationId: string,
  id: string,
): Promise<VerificationRow | undefined> =>
  db
    .selectFrom('verifications')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The verdict the pipeline gave on a bundle, without overrides. */
export const findVerificationOfBundle = (
  db: Db,
  organisationId: string,
  bundleId: string,
): Promise<VerificationRow | undefined> =>
  db
    .selectFrom('verifications')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)
    .where('overrides', 'is', null)
    .executeTakeFirst()

/** The verification that overrides another one. */
export const findOverrideOf = (
  db: Db,
  organisationId: string,
  verificationId: string,
): Promise<VerificationRow | undefined> =>
  db
    .selectFrom('verifications')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('overrides', '=', verificationId)
    .executeTakeFirst()

/** All of a customer's verifications, oldest first. */
export const listVerifications = (
  db: Db,
  organisationId: string,
  customerId: string,
): Promise<VerificationRow[]> =>
  db
    .selectFrom('verifications')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('customerId', '=', customerId)
    .orderBy('id')
    .execute()
