import type { Randomness } from '@kartu/core'
import { openRecord, sealRecord, type VaultKey } from '@kartu/vault'

/** What stands in the place of a data key that was destroyed; no wrapped key is so short. */
export const DESTROYED_KEY = Buffer.alloc(1)

/** One bundle's data key, unwrapped: seals its frames and its manifest. Damaged or swapped bytes: `sealed_record_invalid`. */
export interface BundleKey {
  /** The same key under the customer's: what the bundle's row stores. */
  readonly wrappedDataKey: Uint8Array
  /** `sha256`: 32 bytes over the frame as it was submitted; bound to the record together with `index` (0–11). */
  sealFrame(index: number, sha256: Uint8Array, bytes: Uint8Array): Uint8Array
  openFrame(index: number, sha256: Uint8Array, sealed: Uint8Array): Uint8Array
  sealManifest(bytes: Uint8Array): Uint8Array
  openManifest(sealed: Uint8Array): Uint8Array
}

interface BundleKeyOptions {
  readonly dataKey: VaultKey
  readonly wrappedDataKey: Uint8Array
  readonly organisationId: string
  readonly bundleId: string
  readonly random: Randomness
}

/** Binds an unwrapped data key to its bundle. */
export function createBundleKey(options: BundleKeyOptions): BundleKey {
  const { dataKey, wrappedDataKey, random } = options
  const bundle = { organisation: options.organisationId, owner: options.bundleId }
  const frame = (index: number, sha256: Uint8Array) => ({
    ...bundle,
    kind: 'frame',
    index,
    contentSha256: Buffer.from(sha256).toString('hex'),
  })
  const manifest = { ...bundle, kind: 'manifest', index: 0, contentSha256: null }
  return {
    wrappedDataKey,
    sealFrame: (index, sha256, bytes) => sealRecord(dataKey, bytes, frame(index, sha256), random),
    openFrame: (index, sha256, sealed) => openRecord(dataKey, sealed, frame(index, sha256)),
    sealManifest: (bytes) => sealRecord(dataKey, bytes, manifest, random),
    openManifest: (sealed) => openRecord(dataKey, sealed, manifest),
  }
}
