import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assembleCardReading, type RawLine } from '@kartu/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileBlobStore } from '../../src/adapters/file-blob-store.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'
import { testFrame } from '../harness/test-frame.ts'
import {
  abstainFromEverything,
  CAPTURE,
  signedCapture,
  startTestService,
  type IssuedChallenge,
  type TestAnswer,
  type TestService,
} from '../harness/test-service.ts'

/** Nothing else in the world says these. */
const NIK = '3171014407900000'
const NAME = 'KENARI BERNYANYI'
const ADDRESS = 'JALAN SANGKAR EMAS NOMOR TUJUH'

let dir: string
let store: TestStore
let kartu: TestService
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kartu-canary-'))
  store = { ...(await openTestStore()), blobs: await createFileBlobStore(join(dir, 'blobs')) }
  kartu = await startTestService({ store, examine: readCanaries })
})
afterAll(async () => {
  await kartu.close()
  await store.close()
  await rm(dir, { recursive: true, force: true })
})

/** An examination that reads the canaries off the card. */
async function readCanaries(exhibit: Parameters<typeof abstainFromEverything>[0]) {
  const { today, specimensAllowed } = exhibit
  const line = (text: string): RawLine => ({
    text,
    confidences: Array.from(text, () => 0.99),
    box: { x0: 0.1, y0: 0.1, x1: 0.9, y1: 0.2 },
    hint: null,
  })
  const rows = { nik: line(NIK), name: line(NAME), address: line(ADDRESS) }
  return {
    ...(await abstainFromEverything(exhibit)),
    reading: assembleCardReading(rows, { today, specimensAllowed }),
    face: { embedding: new Float32Array(128).fill(0.123456), modelId: 'test-face' },
  }
}

test('no answer, log line, metric, error, row or file holds a NIK, a name, a frame or a key', async () => {
  const { customerId, issued } = kartu.seeded
  const secrets: string[] = [issued.key, issued.captureSecret]
  const answers: TestAnswer[] = []
  const keep = async (answer: Promise<TestAnswer>): Promise<TestAnswer> => {
    answers.push(await answer)
    return answer
  }
  const claims = { ocrFields: { nik: NIK, fullName: NAME, address: ADDRESS } }
  const frame = await testFrame()
  const order = { customerId, nowMs: store.clock.nowMs(), frames: [frame] }

  // Everything that works ...
  const issuedChallenge = await kartu.post(
    '/api/identity/document/ktp/challenge',
    { customerId },
    { 'idempotency-key': 'c' },
  )
  const { nonce, hmacSecret } = (issuedChallenge.json as unknown as { flashChallenge: IssuedChallenge })
    .flashChallenge
  const device = await kartu.post('/api/identity/devices', { platform: 'ios' }, { 'idempotency-key': 'd' })
  const token = await kartu.post('/api/identity/client-tokens', { customerId }, { 'idempotency-key': 't' })
  secrets.push(hmacSecret)
  secrets.push((device.json as unknown as { device: { secret: string } }).device.secret)
  secrets.push((token.json as unknown as { clientToken: { token: string } }).clientToken.token)
  const body = await signedCapture({ ...order, secret: hmacSecret, nonce }, claims)
  const captured = await keep(kartu.post(CAPTURE, body, { 'idempotency-key': 'k' }))
  expect(captured.status).toBe(201)
  await keep(kartu.post('/api/identity/nik', { customerId, nik: NIK }))
  await kartu.post('/api/customers', { fullName: NAME, metadata: { note: ADDRESS } })
  await keep(kartu.get(`/api/identity/kyc/${customerId}`))
  // ... the one answer that must hold the fields, and still no frame ...
  const { ktpBundle } = captured.json as unknown as { ktpBundle: { id: string } }
  const read = await kartu.get(`/api/identity/document/ktp/${ktpBundle.id}`)
  expect(read.text).toContain(NIK)
  expect(read.text).toContain(NAME)
  expect(read.text).not.toContain(base64Of(frame))
  // ... and everything that does not.
  await keep(kartu.post(CAPTURE, body))
  await keep(kartu.post(CAPTURE, await signedCapture({ ...order, secret: 'qe_whsec_wrong' }, claims)))
  await keep(kartu.post(CAPTURE, { ...body, hmacKey: hmacSecret }))
  await keep(kartu.post(CAPTURE, JSON.stringify(body).slice(0, -5)))
  await keep(
    kartu.post(CAPTURE, {
      customerId: NIK,
      bundle: { ...body.bundle, platform: NAME, version: NIK, [NIK]: NAME },
    }),
  )
  await keep(kartu.post('/api/identity/nik', { customerId: NAME, nik: [NIK] }))
  await keep(kartu.post('/api/customers', { fullName: [NAME], externalId: { nik: NIK } }))
  await keep(kartu.post('/api/customers', { externalId: `${NIK}\u0000` }))
  await keep(kartu.get(`/api/customers/${NIK}`))
  await keep(kartu.get(`/api/${NIK}?name=${encodeURIComponent(NAME)}&token=${issued.key}`))
  await keep(kartu.get('/api/customers', { authorization: `Bearer ${issued.key}x` }))
  const metrics = await kartu.get('/metrics')

  const personal = [
    NIK,
    NAME,
    ADDRESS,
    base64Of(frame),
    Buffer.from(frame.subarray(100, 140)).toString('hex'),
  ]
  const canaries = [...personal, ...secrets]
  const find = (where: string, text: string): string[] =>
    canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary.slice(0, 12)}… in ${where}`)

  const database = await dumpDatabase()
  // The search itself works: it finds what is stored in the open.
  expect(database).toContain(ktpBundle.id)
  const found = [
    ...answers.flatMap((answer, index) =>
      find(`answer ${index}`, answer.text + JSON.stringify(answer.headers)),
    ),
    ...find('logs', kartu.logs.join('')),
    ...find('metrics', metrics.text),
    ...find('database', database),
    ...find('files', await dumpFiles(dir)),
  ]
  expect(found).toEqual([])
  expect(kartu.logs.length).toBeGreaterThan(10)
})

/** A stretch from the middle of the frame's base64 that starts at a group's border. */
function base64Of(frame: Uint8Array): string {
  return Buffer.from(frame.subarray(300, 345)).toString('base64')
}

/** Every row of every table as text: bytes as hex, and as the characters they would be if they were text. */
async function dumpDatabase(): Promise<string> {
  const { rows: tables } = await store.database.pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  const dumps: string[] = []
  for (const { name } of tables) {
    const { rows } = await store.database.pool.query<Record<string, unknown>>(`select * from "${name}"`)
    for (const value of rows.flatMap((row) => Object.values(row))) {
      if (Buffer.isBuffer(value)) dumps.push(value.toString('latin1'), value.toString('hex'))
      else dumps.push(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    }
  }
  return dumps.join('\n')
}

async function dumpFiles(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(0)
  const texts = await Promise.all(
    files.map(async (entry) => {
      const bytes = await readFile(join(entry.parentPath, entry.name))
      return `${entry.name}\n${bytes.toString('latin1')}\n${bytes.toString('hex')}`
    }),
  )
  return texts.join('\n')
}
