import { KartuError } from '@kartu/core'
import type { Randomness } from '@kartu/core'

export const KEY_BYTES = 32
/** Versions are stored in four bytes; 0 is never given. */
const VERSION_MAX = 0xffff_ffff

/** A 256-bit key with its version. Opaque: printing, logging or serialising one shows the version only (V4). */
export class VaultKey {
  readonly version: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, version: number) {
    this.version = version
    this.#bytes = Uint8Array.from(bytes)
  }

  /** For this package alone: the package's index does not export a way here. */
  static bytesOf(key: VaultKey): Uint8Array {
    return key.#bytes
  }

  toJSON(): string {
    return `[key version ${this.version}]`
  }
}

/** Takes over 32 bytes as a key. `version` 1 to 2^32 − 1. Throws `master_key_invalid` for other lengths or versions. */
export function importKey(bytes: Uint8Array, version = 1): VaultKey {
  if (bytes.length !== KEY_BYTES) throw new KartuError('master_key_invalid', `a key has ${KEY_BYTES} bytes`)
  if (!Number.isInteger(version) || version < 1 || version > VERSION_MAX) {
    throw new KartuError('master_key_invalid', 'a key version is a whole number from 1')
  }
  return new VaultKey(bytes, version)
}

/** A fresh key. */
export function createKey(random: Randomness, version = 1): VaultKey {
  return importKey(random.bytes(KEY_BYTES), version)
}
