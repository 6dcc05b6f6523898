import { Secret, TOTP } from 'otpauth'
import type { Randomness } from '@kartu/core'
import type { UserRow } from '../store/desk-access-tables.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Db, Tx } from '../store/tables.ts'

const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
const SECOND_MS = 1000
/** One step either way: telephones' clocks drift, and typing takes time. */
const WINDOW_STEPS = 1
const SECRET_KIND = 'totp_secret'

/** A fresh secret for an authenticator app. */
export function createTotpSecret(random: Randomness): Uint8Array {
  return Uint8Array.from(random.bytes(SECRET_BYTES))
}

/** The secret as people type it and as apps scan it. */
export function describeTotpSecret(
  secret: Uint8Array,
  email: string,
): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, email)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/** The secret, sealed for its row. */
export const sealTotpSecret = (
  tx: Tx,
  ctx: StoreContext,
  user: Pick<UserRow, 'id' | 'organisationId'>,
  secret: Uint8Array,
): Promise<Uint8Array> => ctx.keys.sealForOrganisation(tx, user.organisationId, SECRET_KIND, user.id, secret)

/**
 * Whether a code fits now, and none of its time or later was accepted before: a code read over somebody's shoulder, or off
 * the wire, is worth nothing a second time. Accepting is one statement, so of two simultaneous uses one succeeds.
 */
export async function acceptCode(
  db: Db,
  ctx: Pick<StoreContext, 'keys' | 'clock'>,
  user: UserRow,
  code: string,
): Promise<boolean> {
  if (user.sealedTotpSecret === null) return false
  const { id, organisationId, sealedTotpSecret } = user
  const secret = await ctx.keys.openForOrganisation(db, organisationId, SECRET_KIND, id, sealedTotpSecret)
  const timestamp = ctx.clock.nowMs()
  const delta = totpOf(secret, user.email).validate({ token: code, timestamp, window: WINDOW_STEPS })
  if (delta === null) return false
  const step = Math.floor(timestamp / (PERIOD_SECONDS * SECOND_MS)) + delta
  const accepted = await db
    .updateTable('users')
    .set({ totpLastStep: step })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('sealedTotpSecret', '=', sealedTotpSecret)
    .where((or) => or.or([or('totpLastStep', 'is', null), or('totpLastStep', '<', step)]))
    .executeTakeFirst()
  return accepted.numUpdatedRows > 0n
}

function totpOf(secret: Uint8Array, email: string): TOTP {
  return new TOTP({
    issuer: 'Kartu',
    label: email,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  })
}
