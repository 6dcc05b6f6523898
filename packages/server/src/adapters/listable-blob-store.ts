import { KartuError, type BlobStore } from '@kartu/core'

interface StoredBlob {
  readonly key: string
  readonly modifiedAtMs: number
}

/** A blob store that can also be walked, for the sweeper. */
export interface ListableBlobStore extends BlobStore {
  /** Every complete blob, in no order. */
  list(): AsyncIterable<StoredBlob>
  /** Frees connections and the like. */
  close(): Promise<void>
}

const BLOB_KEY = /^[a-z0-9_/-]{1,200}$/

/** Throws `blob_key_invalid` for a key outside `[a-z0-9_/-]`: none can name a file above its store. */
export function verifyBlobKey(key: string): void {
  if (!BLOB_KEY.test(key))
    throw new KartuError('blob_key_invalid', 'A blob key has characters it may not have')
}

export const blobMissing = (key: string): KartuError =>
  new KartuError('blob_missing', `There is no blob ${key}`)

/** The store can't be reached or is full; `reason` is its own code, e.g. `ENOSPC` or `SlowDown`. */
export const blobUnavailable = (reason: string): KartuError =>
  new KartuError('blob_unavailable', `The blob store failed: ${reason}`)
