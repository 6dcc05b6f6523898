import { reviewCaseSchema, secretBytes, signBundle, type CaptureResponse } from '@kartu/contract'
import { FIELD_NAMES } from '@kartu/core'
import { composeBundle, inventCard, simulateCapture } from '@kartu/specimen'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadPolicy } from '../../src/load-policy.ts'
import { createCustomer } from '../../src/store/customers.ts'
import { eraseCustomer } from '../../src/store/erase-customer.ts'
import { openExaminePool, type ExaminePool } from '../../src/workers/examine-pool.ts'
import { auditOf } from '../harness/desk-case.ts'
import { fetchFrom, signInAs, type DeskClient } from '../harness/desk-client.ts'
import { seedOrganisation } from '../harness/seed.ts'
import { CAPTURE, CHALLENGE, startTestService, type TestService } from '../harness/test-service.ts'

const LONG_MS = 240_000
const MINUTE_MS = 60_000
const REVIEWS = '/api/desk/reviews'

let pool: ExaminePool
let kartu: TestService
let analyst: DeskClient
let bundleId: string
let card: ReturnType<typeof inventCard>
let frames: readonly Uint8Array[]
beforeAll(async () => {
  pool = await openExaminePool({ workers: 1, policy: await loadPolicy(), faceStub: false })
  kartu = await startTestService({
    examine: (exhibit) => pool.examine(exhibit),
    draw: (exhibit) => pool.draw(exhibit),
  })
  analyst = await signInAs(kartu, 'analyst')
  card = inventCard('desk-pictures')
  bundleId = await capture(kartu.seeded.customerId, 'desk-pictures-1')
}, LONG_MS)
afterAll(async () => {
  await kartu.close()
  await pool.close()
})

/** A simulated presentation of one card, through the real API. */
async function capture(customerId: string, seed: string): Promise<string> {
  const issued = await kartu.post(CHALLENGE, { customerId })
  const { flashChallenge: challenge } = issued.json as unknown as {
    flashChallenge: { nonce: string; hmacSecret: string; colors: string[]; holdMs: number[] }
  }
  const shot = await simulateCapture({
    card,
    species: 'bona_fide',
    device: 'phone-flagship',
    challenge,
    seed,
  })
  frames = shot.frames
  const unsigned = composeBundle(shot, challenge.nonce, kartu.store.clock.nowMs())
  const bundle = await signBundle(unsigned, secretBytes(challenge.hmacSecret))
  const answer = await kartu.post(CAPTURE, { customerId, bundle })
  expect(answer.status, answer.text).toBe(201)
  return (answer.json as unknown as CaptureResponse).ktpBundle.id
}

const look = (path: string, client = analyst) => fetchFrom(kartu, `${REVIEWS}/${bundleId}/${path}`, client)
const openView = (client = analyst) => client.post(`${REVIEWS}/${bundleId}/views`, { purpose: 'review' })

const PATHS = ['frames/0', 'pictures/flash_reflectance', 'lines/nik', 'face']

describe('pictures', () => {
  test.each(PATHS)('%s is sealed until this session opens a view', async (path) => {
    const answer = await look(path)
    expect([answer.status, answer.code]).toEqual([403, 'view_required'])
  })

  test.each(PATHS)('%s is never given to an API key, nor to an auditor', async (path) => {
    const keyed = await kartu.get(`${REVIEWS}/${bundleId}/${path}`)
    expect([keyed.status, keyed.json.code]).toEqual([403, 'operation_not_allowed'])
    const auditor = await signInAs(kartu, 'auditor')
    expect((await openView(auditor)).code).toBe('role_missing')
    expect((await look(path, auditor)).code).toBe('role_missing')
  })

  test(
    'show frames with the viewer’s name over them, lines, portrait and evidence, each written down',
    async () => {
      const before = await auditOf(kartu, bundleId)
      const opened = await openView()
      expect(opened.status).toBe(201)
      const seen = reviewCaseSchema.parse((await analyst.get(`${REVIEWS}/${bundleId}`)).json)
      expect(seen.view).toEqual(opened.json.view)
      expect(seen.lines).toEqual(expect.arrayContaining(['nik', 'fullName']))
      expect(seen.face).toEqual({ comparable: true, matches: [] })
      expect(seen.flash?.colors).toHaveLength(seen.flash?.holdMs.length ?? 0)
      expect(Object.keys(seen.bundle.fields ?? {})).toHaveLength(FIELD_NAMES.length)
      expect(seen.bundle.fields?.nik.value).toBe(card.values.nik)

      const frame = await look('frames/0')
      expect([frame.status, frame.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect(frame.headers.get('cache-control')).toBe('no-store')
      expect(frame.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(await differenceOf(frame.bytes, frames[0] ?? new Uint8Array())).toBeGreaterThan(1.5)

      const line = await sharp(await bytesOf('lines/nik')).metadata()
      expect((line.width ?? 0) / (line.height ?? 1)).toBeGreaterThan(3)
      const face = await sharp(await bytesOf('face')).metadata()
      expect(face.height).toBeGreaterThan(face.width ?? 0)
      expect(seen.pictures).toContain('screen_moire')
      const svg = Buffer.from(await bytesOf('pictures/screen_moire')).toString('utf8')
      expect(svg.startsWith('<svg')).toBe(true)
      expect(svg).not.toContain('<script')

      const written = (await auditOf(kartu, bundleId)).slice(before.length)
      expect(written).toEqual([
        expect.objectContaining({ action: 'pictures.opened', actor: analyst.userId }),
        { action: 'frame.viewed', actor: analyst.userId, details: { frame: 0, purpose: 'review' } },
        { action: 'line.viewed', actor: analyst.userId, details: { field: 'nik', purpose: 'review' } },
        { action: 'face.viewed', actor: analyst.userId, details: { purpose: 'review' } },
        {
          action: 'evidence.viewed',
          actor: analyst.userId,
          details: { voter: 'screen_moire', purpose: 'review' },
        },
      ])
      expect(JSON.stringify(written)).not.toContain(card.values.nik)
      expect(kartu.logs.join('\n')).not.toContain(card.values.nik)
    },
    LONG_MS,
  )

  test('are another session’s, even of the same person, only after it opens its own view', async () => {
    const colleague = await signInAs(kartu, 'analyst')
    expect((await look('frames/0')).status).toBe(200)
    expect((await look('frames/0', colleague)).code).toBe('view_required')
    const stranger = await signInAs(kartu, 'analyst', (await seedOrganisation(kartu.store.ctx)).id)
    expect((await look('frames/0', stranger)).status).toBe(404)
  })

  test('that are none answer 404 and write nothing of what was asked', async () => {
    const before = (await auditOf(kartu, bundleId)).length
    for (const path of ['frames/x', 'frames/-1', 'pictures/nik_consistency', 'lines/SITI']) {
      expect((await look(path)).status).not.toBe(200)
    }
    expect((await auditOf(kartu, bundleId)).length - before).toBeLessThanOrEqual(1)
    const after = (await auditOf(kartu, bundleId)).length
    expect((await look('frames/99')).status).toBe(404)
    expect((await auditOf(kartu, bundleId)).length).toBe(after)
  })

  test('are sealed again after fifteen minutes', async () => {
    await openView()
    kartu.store.clock.advance(15 * MINUTE_MS - 1)
    expect((await look('frames/0')).status).toBe(200)
    kartu.store.clock.advance(1)
    expect((await look('frames/0')).code).toBe('view_required')
    expect((await openView()).status).toBe(201)
    expect((await look('frames/0')).status).toBe(200)
  })
})

test(
  'a second customer with the same card is found by the face and by the number; erased, nothing of them is left',
  async () => {
    const { row } = await createCustomer(kartu.store.ctx, kartu.seeded.id, {
      fullName: 'Orang Lain',
      actor: 'operator',
    })
    const second = await capture(row.id, 'desk-pictures-2')
    const seen = reviewCaseSchema.parse((await analyst.get(`${REVIEWS}/${second}`)).json)
    expect(seen.face?.matches).toEqual([
      { customerId: kartu.seeded.customerId, fullName: 'SITI CONTOH', similarity: expect.any(Number) },
    ])
    const search = async (q: string): Promise<string[]> => {
      const answer = await analyst.post('/api/desk/customers/search', { q })
      expect(answer.status).toBe(200)
      return (answer.json.customers as { id: string }[]).map(({ id }) => id).toSorted()
    }
    const both = [kartu.seeded.customerId, row.id].toSorted()
    expect(await search(card.values.nik ?? '')).toEqual(both)
    expect(await search(card.values.fullName ?? '')).toEqual(both)
    expect(await search('orang lain')).toEqual([row.id])
    await analyst.post(`${REVIEWS}/${second}/views`, { purpose: 'review' })
    await eraseCustomer(kartu.store.ctx, kartu.seeded.id, row.id, { reason: 'asked for', actor: 'operator' })
    expect(await search('orang lain')).toEqual([])
    expect(await search(card.values.nik ?? '')).toEqual([kartu.seeded.customerId])
    const path = `${REVIEWS}/${second}`
    expect((await fetchFrom(kartu, `${path}/frames/0`, analyst)).code).toBe('customer_erased')
    const left = reviewCaseSchema.parse((await analyst.get(path)).json)
    expect([left.bundle.fields, left.face, left.lines, left.customer.fullName]).toEqual([
      null,
      null,
      [],
      null,
    ])
    const detail = await analyst.get(`/api/desk/customers/${row.id}`)
    expect(detail.json.customer.erasedAt).toEqual(expect.any(String))
  },
  LONG_MS,
)

const bytesOf = async (path: string): Promise<Uint8Array> => {
  const answer = await look(path)
  expect(answer.status, path).toBe(200)
  return answer.bytes
}

/** Mean difference of two pictures, 0–255: beyond what another compression makes. */
async function differenceOf(one: Uint8Array, two: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, two].map((bytes) => sharp(bytes).greyscale().raw().toBuffer()))
  if (a === undefined || b === undefined || a.length !== b.length) throw new Error('two sizes')
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}
