import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KartuError } from '@kartu/core'
import { createFileBlobStore } from './file-blob-store.ts'
import type { ListableBlobStore } from './listable-blob-store.ts'
import { createS3BlobStore, parseS3Url, type S3Options } from './s3-blob-store.ts'

/** As the configuration holds them; without a key pair the SDK looks for an instance's role. */
export interface BlobCredentials {
  readonly accessKeyId: string | undefined
  readonly secretAccessKey: string | undefined
  readonly sessionToken: string | undefined
  readonly region: string | undefined
}

/**
 * The blob store that BLOB_URL names: `s3://…`, `file:///…`, or files in `dataDir/blobs` when it is null. Throws
 * `blob_url_invalid`.
 */
export async function openBlobStore(
  blobUrl: string | null,
  dataDir: string,
  credentials?: BlobCredentials,
): Promise<ListableBlobStore> {
  if (blobUrl === null) return createFileBlobStore(join(dataDir, 'blobs'))
  if (blobUrl.startsWith('s3:'))
    return createS3BlobStore({ ...parseS3Url(blobUrl, credentials?.region), ...keyPair(credentials) })
  if (blobUrl.startsWith('file:')) return createFileBlobStore(fileURLToPath(blobUrl))
  throw new KartuError('blob_url_invalid', 'BLOB_URL must begin with s3: or file:')
}

function keyPair(credentials: BlobCredentials | undefined): Pick<S3Options, 'credentials'> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {}
  if (accessKeyId === undefined || secretAccessKey === undefined) return {}
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  }
}
