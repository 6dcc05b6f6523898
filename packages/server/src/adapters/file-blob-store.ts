import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from './sync-directory.ts'
import { blobMissing, blobUnavailable, verifyBlobKey, type ListableBlobStore } from './listable-blob-store.ts'

const SHARDS = 256
const PARTIAL_DIR = 'partial'
const FILE_MODE = 0o600
const DIRECTORY_MODE = 0o700

/**
 * Blobs as files below `directory`, in 256 directories by the key's hash. A blob appears whole or not at all, and survives a
 * power cut once `put` resolved: written aside, fsync, rename, fsync of the directory. Throws `blob_missing`,
 * `blob_unavailable` (disk full and the like) and `blob_key_invalid`.
 */
export async function createFileBlobStore(directory: string): Promise<ListableBlobStore> {
  await makeShards(directory)
  // Keys have no dot, so turning slashes into dots is reversible and leaves one flat file name.
  const pathOf = (key: string): { shard: string; path: string } => {
    verifyBlobKey(key)
    const shard = join(directory, createHash('sha256').update(key).digest('hex').slice(0, 2))
    return { shard, path: join(shard, key.replaceAll('/', '.')) }
  }

  return {
    async put(key, bytes) {
      const { shard, path } = pathOf(key)
      const partial = join(directory, PARTIAL_DIR, randomUUID())
      try {
        await writeDurably(partial, bytes)
        await rename(partial, path)
        await syncDirectory(shard)
      } catch (error) {
        await rm(partial, { force: true })
        throw blobUnavailable(codeOf(error))
      }
    },

    async get(key) {
      const { path } = pathOf(key)
      try {
        return await readFile(path)
      } catch (error) {
        throw codeOf(error) === 'ENOENT' ? blobMissing(key) : blobUnavailable(codeOf(error))
      }
    },

    async delete(key) {
      await rm(pathOf(key).path, { force: true })
    },

    async *list() {
      for (const shard of shardNames()) {
        for (const name of await readdir(join(directory, shard))) {
          const entry = await stat(join(directory, shard, name)).catch(() => undefined)
          if (entry !== undefined) yield { key: name.replaceAll('.', '/'), modifiedAtMs: entry.mtimeMs }
        }
      }
    },

    close: () => Promise.resolve(),
  }
}

/** Makes all directories at once, so that no `put` has to make one durable; drops what crashed writes left. */
async function makeShards(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE })
  const present = new Set(await readdir(directory))
  for (const shard of shardNames()) {
    if (!present.has(shard)) await mkdir(join(directory, shard), { mode: DIRECTORY_MODE, recursive: true })
  }
  await rm(join(directory, PARTIAL_DIR), { recursive: true, force: true })
  await mkdir(join(directory, PARTIAL_DIR), { mode: DIRECTORY_MODE })
  await syncDirectory(directory)
}

const shardNames = (): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => shard.toString(16).padStart(2, '0'))

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
