import { blobMissing, verifyBlobKey, type ListableBlobStore } from '../../src/adapters/listable-blob-store.ts'

/** Blobs in a map, for tests whose subject is elsewhere. */
export function createMemoryBlobStore(): ListableBlobStore & { readonly size: number } {
  const blobs = new Map<string, { bytes: Uint8Array; modifiedAtMs: number }>()
  return {
    get size() {
      return blobs.size
    },
    async put(key, bytes) {
      verifyBlobKey(key)
      blobs.set(key, { bytes: bytes.slice(), modifiedAtMs: Date.now() })
    },
    async get(key) {
      verifyBlobKey(key)
      const blob = blobs.get(key)
      if (blob === undefined) throw blobMissing(key)
      return blob.bytes.slice()
    },
    async delete(key) {
      verifyBlobKey(key)
      blobs.delete(key)
    },
    async *list() {
      for (const [key, { modifiedAtMs }] of blobs) yield { key, modifiedAtMs }
    },
    close: () => Promise.resolve(),
  }
}
