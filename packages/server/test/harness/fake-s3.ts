import { createHmac, createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the next requests meet instead of an honest answer. */
export type S3Fault = 'internal_error' | 'slow_down' | 'short_body' | 'reset' | 'hang'

export interface FakeS3 {
  readonly endpoint: string
  readonly objects: Map<string, Buffer>
  /** `METHOD /path`, in order. */
  readonly requests: string[]
  /** Gives the next `times` requests this fault. */
  fail(fault: S3Fault, times: number): void
  close(): Promise<void>
}

export const FAKE_CREDENTIALS = { accessKeyId: 'AKIDTEST', secretAccessKey: 'not-a-real-secret' }
const PAGE_KEYS = 3

/** A small S3 over HTTP: PUT, GET, DELETE and ListObjectsV2, path style; it checks every request's SigV4 signature. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>()
  const requests: string[] = []
  const faults: S3Fault[] = []
  const server: Server = createServer((request, response) => {
    void readBody(request).then((body) => {
      requests.push(`${request.method} ${request.url}`)
      const fault = faults.shift()
      if (fault === 'hang') return
      if (fault === 'reset') return void request.socket.destroy()
      if (fault === 'internal_error') return answerError(response, 500, 'InternalError')
      if (fault === 'slow_down') return answerError(response, 503, 'SlowDown')
      if (!isSigned(request, body)) return answerError(response, 403, 'SignatureDoesNotMatch')
      answer(request, response, body, objects, fault === 'short_body')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    requests,
    fail(fault, times) {
      for (let count = 0; count < times; count += 1) faults.push(fault)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  objects: Map<string, Buffer>,
  isShort: boolean,
): void {
  const url = new URL(request.url ?? '/', 'http://fake')
  const key = decodeURIComponent(url.pathname.split('/').slice(2).join('/'))
  if (request.method === 'PUT') {
    objects.set(key, body)
    response.writeHead(200, { etag: '"x"' }).end()
  } else if (request.method === 'DELETE') {
    objects.delete(key)
    response.writeHead(204).end()
  } else if (url.searchParams.get('list-type') === '2') {
    answerList(response, url, objects)
  } else {
    const found = objects.get(key)
    if (found === undefined) return answerError(response, 404, 'NoSuchKey')
    response.writeHead(200, { 'content-length': found.length })
    if (isShort) response.write(found.subarray(0, found.length - 1), () => response.destroy())
    else response.end(found)
  }
}

function answerList(response: ServerResponse, url: URL, objects: Map<string, Buffer>): void {
  const prefix = url.searchParams.get('prefix') ?? ''
  const after = url.searchParams.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted()
  const page = keys.slice(0, PAGE_KEYS)
  const next = keys.length > PAGE_KEYS ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  const contents = page
    .map(
      (key) => `<Contents><Key>${key}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`,
    )
    .join('')
  response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(
      `<ListBucketResult><IsTruncated>${keys.length > PAGE_KEYS}</IsTruncated>${next}${contents}</ListBucketResult>`,
    )
}

function answerError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** AWS Signature Version 4, recomputed from the request as it arrived. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (match === null) return false
  const [, accessKey, date = '', region = '', signedHeaders = '', signature] = match
  const url = new URL(request.url ?? '/', 'http://fake')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .toSorted()
    .join('&')
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const payloadHash = String(request.headers['x-amz-content-sha256'])
  if (payloadHash !== 'UNSIGNED-PAYLOAD' && payloadHash !== sha256Hex(body)) return false
  const canonical = [request.method, url.pathname, query, headers.join(''), signedHeaders, payloadHash].join(
    '\n',
  )
  const scope = `${date}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256Hex(canonical)].join('\n')
  const key = [date, region, 's3', 'aws4_request'].reduce<Buffer>(
    (derived, part) => hmac(derived, part),
    Buffer.from(`AWS4${FAKE_CREDENTIALS.secretAccessKey}`),
  )
  return accessKey === FAKE_CREDENTIALS.accessKeyId && hmac(key, toSign).toString('hex') === signature
}

const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
const encodeRfc3986 = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
