import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { KartuError } from '@kartu/core'
import { blobMissing, blobUnavailable, verifyBlobKey, type ListableBlobStore } from './listable-blob-store.ts'

export interface S3Options {
  readonly bucket: string
  /** Empty or ending in a slash. */
  readonly prefix: string
  readonly region: string
  /** For any store but AWS's own. */
  readonly endpoint: string | undefined
  /** Otherwise the SDK's own chain finds them (environment, profile, instance role). */
  readonly credentials?: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
  /** For one request, headers to body. */
  readonly timeoutMs?: number
}

const DEFAULT_REGION = 'us-east-1'
const DEFAULT_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 3_000
/** The first try and two more, with the SDK's backoff. */
const MAX_ATTEMPTS = 3

/** Reads `s3://bucket/prefix?endpoint=https://…&region=…`. Throws `blob_url_invalid`. */
export function parseS3Url(text: string, defaultRegion: string = DEFAULT_REGION): S3Options {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 's3:' || url.hostname === '' || url.username !== '' || url.password !== '') {
    throw new KartuError(
      'blob_url_invalid',
      'BLOB_URL must read s3://bucket/prefix?endpoint=…&region=…, without credentials',
    )
  }
  const prefix = url.pathname.replaceAll(/^\/+|\/+$/g, '')
  return {
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    region: url.searchParams.get('region') ?? defaultRegion,
    endpoint: url.searchParams.get('endpoint') ?? undefined,
  }
}

/**
 * Blobs in any S3-compatible store, through the smallest part of the protocol: PUT, GET, DELETE and ListObjectsV2, path
 * style. Throws `blob_missing`, `blob_unavailable` (after retries, on a timeout, on a short body) and `blob_key_invalid`.
 */
export function createS3BlobStore(options: S3Options): ListableBlobStore {
  const { bucket: Bucket, prefix } = options
  const client = new S3Client({
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    forcePathStyle: true,
    maxAttempts: MAX_ATTEMPTS,
    // Other stores refuse the checksum trailers that newer SDKs add; the vault's own tags detect any change.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      requestTimeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  })
  const objectOf = (key: string): { Bucket: string; Key: string } => {
    verifyBlobKey(key)
    return { Bucket, Key: prefix + key }
  }

  return {
    async put(key, bytes) {
      await translated(key, () => client.send(new PutObjectCommand({ ...objectOf(key), Body: bytes })))
    },

    async get(key) {
      return translated(key, async () => {
        const answer = await client.send(new GetObjectCommand(objectOf(key)))
        const bytes = await answer.Body?.transformToByteArray()
        if (bytes === undefined || bytes.length !== answer.ContentLength) throw blobUnavailable('short body')
        return bytes
      })
    },

    async delete(key) {
      await translated(key, () => client.send(new DeleteObjectCommand(objectOf(key))))
    },

    async *list() {
      let ContinuationToken: string | undefined
      do {
        const token = ContinuationToken === undefined ? {} : { ContinuationToken }
        const page = await translated('', () =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ...token })),
        )
        for (const entry of page.Contents ?? []) {
          if (entry.Key === undefined || entry.LastModified === undefined) continue
          yield { key: entry.Key.slice(prefix.length), modifiedAtMs: entry.LastModified.getTime() }
        }
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken !== undefined)
    },

    close() {
      client.destroy()
      return Promise.resolve()
    },
  }
}

async function translated<T>(key: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    if (error instanceof KartuError) throw error
    if (error instanceof NoSuchKey) throw blobMissing(key)
    // The error's name is the store's own code; its message could quote a signed request.
    throw blobUnavailable(error instanceof Error ? error.name : 'unknown')
  }
}
