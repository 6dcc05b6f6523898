import { KartuError } from '@kartu/core'
import type { VaultKey } from './vault-key.ts'

/** All versions of one key: the newest wraps, any of them unwraps (V13). */
export interface KeyRing {
  readonly newest: VaultKey
  readonly versions: readonly number[]
  /** Throws `sealing_key_missing` for a version that is not in the ring. */
  key(version: number): VaultKey
}

/** Throws `master_key_invalid` for an empty ring or a version given twice. */
export function createKeyRing(keys: readonly VaultKey[]): KeyRing {
  const byVersion = new Map(keys.map((key) => [key.version, key]))
  const newest = keys.toSorted((a, b) => b.version - a.version)[0]
  if (newest === undefined || byVersion.size !== keys.length) {
    throw new KartuError('master_key_invalid', 'a key ring needs at least one key, each version once')
  }
  return {
    newest,
    versions: [...byVersion.keys()].toSorted((a, b) => a - b),
    key: (version) => {
      const key = byVersion.get(version)
      if (key === undefined)
        throw new KartuError('sealing_key_missing', `no key of version ${version} is loaded`, { version })
      return key
    },
  }
}
