import { KartuError } from '@kartu/core'
import type { StoreContext } from '../store/store-context.ts'
import type { Tx } from '../store/tables.ts'

/** Clock, keys and randomness: what an audit row is made with. */
export type AuditContext = Pick<StoreContext, 'keys' | 'clock' | 'random'>

const MAC_KEY_KIND = 'audit_mac_key'

/** Seals a chain's key under the organisation's. */
export const sealMacKey = (
  tx: Tx,
  keys: AuditContext['keys'],
  organisationId: string,
  key: Uint8Array,
): Promise<Uint8Array> => keys.sealForOrganisation(tx, organisationId, MAC_KEY_KIND, organisationId, key)

/** Unseals the chain's key. Throws `sealed_record_invalid`. */
export const openMacKey = (
  tx: Tx,
  keys: AuditContext['keys'],
  organisationId: string,
  sealedMacKey: Uint8Array,
): Promise<Uint8Array> =>
  keys.openForOrganisation(tx, organisationId, MAC_KEY_KIND, organisationId, sealedMacKey)

/** The chain of an organisation that was never created, or whose head was deleted. */
export const chainMissing = (): KartuError =>
  new KartuError('audit_chain_missing', 'The organisation has no audit chain')
