import { KartuError } from '@kartu/core'
import type { Randomness } from '@kartu/core'
import { KEY_BYTES, importKey } from './vault-key.ts'
import type { VaultKey } from './vault-key.ts'

/** `<version>:<base64 of 32 bytes>` */
const LINE = /^([1-9][0-9]{0,9}):([A-Za-z0-9+/]{43}=)$/

/**
 * Reads the master keys from the text of a file or of an environment variable: one `<version>:<base64 of 32 bytes>` on each
 * line, blank lines and `#` comments aside (V14). Throws `master_key_invalid`, never quoting the text.
 */
export function parseMasterKeys(text: string): VaultKey[] {
  const lines = text.split('\n').map((line) => line.trim())
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseLine)
  if (keys.length === 0) throw new KartuError('master_key_invalid', 'there is no master key in the text')
  if (new Set(keys.map((key) => key.version)).size !== keys.length) {
    throw new KartuError('master_key_invalid', 'two master keys have one version')
  }
  return keys
}

/** A fresh master key as the text of a key file; append its line to an older text in order to rotate. */
export function createMasterKeyText(random: Randomness, version = 1): string {
  return `${version}:${Buffer.from(random.bytes(KEY_BYTES)).toString('base64')}\n`
}

function parseLine(line: string): VaultKey {
  const [, version, base64] = LINE.exec(line) ?? []
  if (version === undefined || base64 === undefined) {
    throw new KartuError(
      'master_key_invalid',
      'a line of the master key text is not <version>:<base64 of 32 bytes>',
    )
  }
  return importKey(Buffer.from(base64, 'base64'), Number(version))
}
