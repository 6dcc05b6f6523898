import { open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { KartuError, type Randomness } from '@kartu/core'
import { createKeyRing, createMasterKeyText, parseMasterKeys, type KeyRing } from '@kartu/vault'
import { syncDirectory } from './sync-directory.ts'

export interface MasterKeySource {
  /** Text of a key file, from the environment; wins over `file`. */
  readonly value: string | null
  readonly file: string
  /** Only for the embedded database, whose data is as young as its key. Never for a database that may hold sealed rows. */
  readonly createIfMissing: boolean
  readonly random: Randomness
}

const OWNER_ONLY = 0o600
/** Any permission of group or others. */
const OTHERS_MASK = 0o077

/**
 * Reads the master keys, every version of them. Throws `master_key_missing`, `master_key_invalid`, and
 * `master_key_readable_by_others` for a file whose mode isn't 0600 or 0400.
 */
export async function loadMasterKeys(source: MasterKeySource): Promise<KeyRing> {
  if (source.value !== null) return createKeyRing(parseMasterKeys(source.value))
  const text = await readKeyFile(source.file)
  if (text !== undefined) return createKeyRing(parseMasterKeys(text))
  if (!source.createIfMissing) {
    throw new KartuError(
      'master_key_missing',
      'No master key: set MASTER_KEY_FILE to a key file, made with "kartu keys create-master"',
    )
  }
  return createKeyRing(parseMasterKeys(await createKeyFile(source.file, source.random)))
}

/** Writes a fresh key file, mode 0600, durable before it resolves; answers its text. Throws when the file exists. */
export async function createKeyFile(path: string, random: Randomness): Promise<string> {
  const text = createMasterKeyText(random)
  const file = await open(path, 'wx', OWNER_ONLY)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncDirectory(dirname(path))
  return text
}

async function readKeyFile(path: string): Promise<string | undefined> {
  const entry = await stat(path).catch(() => undefined)
  if (entry === undefined) return undefined
  if ((entry.mode & OTHERS_MASK) !== 0) {
    throw new KartuError(
      'master_key_readable_by_others',
      `The master key file must have mode 0600: run "chmod 600 ${path}"`,
    )
  }
  return readFile(path, 'utf8')
}
