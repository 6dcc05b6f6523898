import { KartuError } from '@kartu/core'
import { secretBytes, signingRowOf, type SigningRow } from '@kartu/contract'
import { revealCaptureSecret } from '../store/api-keys.ts'
import { findCustomer } from '../store/customers.ts'
import { findDevice, revealDeviceSecret } from '../store/devices.ts'
import { findChallengeByNonce, revealHmacSecret } from '../store/flash-challenges.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { FlashChallengeRow } from '../store/tables.ts'
import type { Principal } from '../http/principal.ts'
import type { ReadCapture } from './submission.ts'

/** Whom a bundle claims to come from, with the secret that would prove it. */
export interface Signer {
  readonly row: SigningRow
  readonly secret: Uint8Array
  readonly challenge: FlashChallengeRow | null
  readonly deviceId: string | null
  readonly apiKeyId: string | null
}

/**
 * Finds the secret a bundle must be signed with: contract §4. It reads only.
 * @throws KartuError `customer_not_allowed` | `not_found` | `customer_erased` | `challenge_unknown` | `device_unknown` |
 *   `signature_invalid`
 */
export async function resolveSigner(
  ctx: StoreContext,
  principal: Principal,
  capture: ReadCapture,
): Promise<Signer> {
  const { organisationId } = principal
  const { bundle, customerId } = capture
  await demandCustomer(ctx, principal, customerId)
  const challenge = await findChallenge(ctx, organisationId, customerId, bundle.flashChallengeNonce)
  const row = signingRowOf(bundle)
  const common = { row, challenge, deviceId: null, apiKeyId: principal.principalId }
  switch (row) {
    case 'challenge': {
      if (challenge === null) throw challengeUnknown()
      const secret = secretBytes(await revealHmacSecret(ctx.db, ctx.keys, challenge))
      return { ...common, secret }
    }
    case 'device': {
      const device = await findDevice(ctx.db, organisationId, bundle.deviceId ?? '')
      if (device === undefined) throw new KartuError('device_unknown', 'No such device, or it was revoked')
      return { ...common, secret: await revealDeviceSecret(ctx.db, ctx.keys, device), deviceId: device.id }
    }
    case 'raw': {
      if (principal.kind !== 'key') {
        throw new KartuError(
          'signature_invalid',
          'A client token has no capture secret: it needs a challenge',
        )
      }
      const secret = secretBytes(await revealCaptureSecret(ctx.db, ctx.keys, principal.apiKey))
      return { ...common, secret }
    }
  }
}

/** The customer must exist, be the one a client token is for, and still have a key to seal under. */
export async function demandCustomer(
  ctx: StoreContext,
  principal: Principal,
  customerId: string,
): Promise<void> {
  if (principal.kind === 'clientToken' && principal.customerId !== customerId) {
    throw new KartuError('customer_not_allowed', 'The client token is for another customer')
  }
  const customer = await findCustomer(ctx.db, principal.organisationId, customerId)
  if (customer === undefined) throw new KartuError('not_found', 'No such customer')
  if (customer.erasedAt !== null) throw new KartuError('customer_erased', 'The customer was erased')
}

async function findChallenge(
  ctx: StoreContext,
  organisationId: string,
  customerId: string,
  nonce: string | undefined,
): Promise<FlashChallengeRow | null> {
  if (nonce === undefined) return null
  const challenge = await findChallengeByNonce(ctx.db, organisationId, nonce)
  if (challenge === undefined || challenge.customerId !== customerId) throw challengeUnknown()
  return challenge
}

function challengeUnknown(): KartuError {
  return new KartuError('challenge_unknown', 'This customer was never issued that challenge')
}
