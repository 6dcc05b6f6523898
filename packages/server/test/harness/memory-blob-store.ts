import { blobMissing, verifyBlobKey, type ListableBlobStore } from '../../src/adapters/listable-blob-store.ts'

/** Blobs in a map, for tests whose subject is elsewhere. */
export function createMemoryBlobStore(): ListableBlobStore & { readonly size: number } {
  const blobs = new Map<string, { bytes: Uint8Array; modifiedAtMs: number }>()
  return {
    get size() {
      return blobs.size
    },
    put(key, bytes) {
      verifyBlobKey(key)
      blobs.set(key, { bytes: bytes.slice(), modifiedAtMs: Date.now() })
      return Promise.resolve()
    },
    get(key) {
      const blob = blobs.get(key)
      return blob === undefined ? Promise.reject(blobMissing(key)) : Promise.resolve(blob.bytes.slice())
    },
    delete(key) {
      blobs.delete(key)
      return Promise.resolve()
    },
    async *list() {
      for (const [key, { modifiedAtMs }] of blobs) yield { key, modifiedAtMs }
    },
    close: () => Promise.resolve(),
  }
}
