import {
  auditListResponseSchema,
  reviewCaseSchema,
  reviewListResponseSchema,
  type ReviewRow,
} from '@kartu/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '../../src/store/customers.ts'
import { auditOf, captureForReview } from '../harness/desk-case.ts'
import { ORIGIN, signInAs, type DeskClient } from '../harness/desk-client.ts'
import { seedOrganisation } from '../harness/seed.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

const REVIEWS = '/api/desk/reviews'
const MINUTE_MS = 60_000

let kartu: TestService
let analyst: DeskClient
let colleague: DeskClient
let auditor: DeskClient
let stranger: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  analyst = await signInAs(kartu, 'analyst')
  colleague = await signInAs(kartu, 'senior_analyst')
  auditor = await signInAs(kartu, 'auditor')
  const other = await seedOrganisation(kartu.store.ctx)
  stranger = await signInAs(kartu, 'analyst', other.id)
})
afterAll(() => kartu.close())

const list = async (query: string, client = analyst) => {
  const answer = await client.get(`${REVIEWS}?${query}`)
  expect(answer.status).toBe(200)
  return reviewListResponseSchema.parse(answer.json)
}
const idsOf = (rows: readonly ReviewRow[]) => rows.map(({ bundleId }) => bundleId)

describe('the queue', () => {
  test('pages oldest first, without gap or repetition, and counts', async () => {
    const made: string[] = []
    for (let index = 0; index < 5; index += 1) {
      kartu.store.clock.advance(1000)
      made.push((await captureForReview(kartu)).bundleId)
    }
    const first = await list('limit=2')
    const second = await list(`limit=2&cursor=${first.nextCursor}`)
    const third = await list(`limit=2&cursor=${second.nextCursor}`)
    expect([...first.reviews, ...second.reviews, ...third.reviews].map(({ bundleId }) => bundleId)).toEqual(
      made,
    )
    expect([first.total, third.nextCursor]).toEqual([5, null])
    expect(first.reviews[0]).toMatchObject({
      customer: { id: kartu.seeded.customerId, fullName: 'SITI CONTOH' },
      verdict: { verdict: 'requires_review', codes: ['voter_faulted'] },
      claim: null,
      decision: null,
    })
    const counts = await analyst.get(`${REVIEWS}/counts`)
    expect(counts.json).toEqual({
      open: 5,
      mine: 0,
      proposals: 0,
      oldestWaitingSince: first.reviews[0]?.receivedAt,
    })
  })

  test('is found along an index, not by sorting', async () => {
    const client = await kartu.store.database.pool.connect()
    await client.query('begin')
    await client.query('set local enable_seqscan = off')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select * from reviews where organisation_id = $1 and state = 'open' order by received_at, bundle_id limit 50`,
      [kartu.seeded.id],
    )
    await client.query('rollback')
    client.release()
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('reviews_open')
    expect(plan).not.toContain('Sort')
  })

  test('filters by customer, tier, voter and day', async () => {
    const { row } = await createCustomer(kartu.store.ctx, kartu.seeded.id, {
      fullName: 'Bambang Sudirman',
      externalId: 'nasabah-7',
      actor: 'operator',
    })
    const { bundleId } = await captureForReview(kartu, { customerId: row.id })
    for (const customer of [row.id, 'nasabah-7', 'sudirman', 'BAMBANG sudirman']) {
      const found = await analyst.post('/api/desk/customers/search', { q: customer })
      const ids = (found.json.customers as { id: string }[]).map(({ id }) => id)
      expect(idsOf((await list(`customers=${ids.join()}`)).reviews)).toEqual([bundleId])
    }
    expect((await list(`customers=${kartu.seeded.customerId},${row.id}`)).total).toBe(6)
    const named = await analyst.get(`${REVIEWS}?customers=sudirman`)
    expect([named.status, named.code]).toEqual([400, 'validation_failed'])
    expect((await analyst.get(`${REVIEWS}?customer=${row.id}`)).code).toBe('validation_failed')
    expect((await list('tier=low')).total).toBe(6)
    expect((await list('tier=high')).total).toBe(0)
    expect((await list('failedVoter=screen_moire')).total).toBe(0)
    expect((await list('from=2020-01-01&to=2020-01-02')).total).toBe(0)
    expect((await list('from=2020-01-01')).total).toBe(6)
    expect((await analyst.get(`${REVIEWS}?cursor=nonsense`)).code).toBe('validation_failed')
  })

  test('shows another organisation nothing, and answers its ids with 404', async () => {
    const { bundleId } = await captureForReview(kartu)
    expect(await list('', stranger)).toEqual({ reviews: [], total: 0, nextCursor: null })
    for (const answer of [
      await stranger.get(`${REVIEWS}/${bundleId}`),
      await stranger.post(`${REVIEWS}/${bundleId}/claim`),
      await stranger.delete(`${REVIEWS}/${bundleId}/claim`),
      await stranger.post(`${REVIEWS}/${bundleId}/views`, { purpose: 'review' }),
      await stranger.get(`${REVIEWS}/${bundleId}/frames/0`),
      await stranger.get(`/api/desk/customers/${kartu.seeded.customerId}`),
    ]) {
      expect([answer.status, answer.code]).toEqual([404, 'not_found'])
    }
  })
})

describe('a claim', () => {
  test('is one person’s for fifteen minutes, and names nobody', async () => {
    const { bundleId } = await captureForReview(kartu)
    const path = `${REVIEWS}/${bundleId}/claim`
    const [one, two] = await Promise.all([analyst.post(path), colleague.post(path)])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    const [winner, loser] = one.status === 200 ? [analyst, colleague] : [colleague, analyst]
    const refused = one.status === 200 ? two : one
    expect(refused.code).toBe('review_claimed')
    expect(refused.json.details).toEqual({ until: expect.any(String) })
    expect((await winner.post(path)).status).toBe(200)
    expect((await list('state=mine', winner)).reviews[0]).toMatchObject({ bundleId, claim: { mine: true } })
    expect((await list('state=mine', loser)).total).toBe(0)
    kartu.store.clock.advance(14 * MINUTE_MS)
    expect((await loser.post(path)).status).toBe(409)
    kartu.store.clock.advance(MINUTE_MS)
    expect((await loser.post(path)).json).toMatchObject({ claim: { mine: true } })
    expect((await winner.delete(path)).status).toBe(204)
    expect((await winner.post(path)).status).toBe(409)
    expect((await loser.delete(path)).status).toBe(204)
    expect((await winner.post(path)).status).toBe(200)
    const actions = (await auditOf(kartu, bundleId)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'review.claimed').length).toBe(4)
    expect(actions.filter((action) => action === 'review.released').length).toBe(1)
  })

  test('is not for auditors, nor for keys', async () => {
    const { bundleId } = await captureForReview(kartu)
    const path = `${REVIEWS}/${bundleId}/claim`
    expect((await auditor.post(path)).code).toBe('role_missing')
    expect((await kartu.post(path, {})).json.code).toBe('operation_not_allowed')
  })
})

describe('a decision', () => {
  test('takes the case out of the queue in its own transaction; taking it back puts it there again', async () => {
    const { bundleId, verificationId } = await captureForReview(kartu)
    await analyst.post(`${REVIEWS}/${bundleId}/claim`)
    const before = (await list('')).total
    const decided = await analyst.post(`/api/identity/verifications/${verificationId}/override`, {
      status: 'verified',
      reason: 'The card looks genuine',
      reasonCode: 'card_seen_genuine',
    })
    expect(decided.status).toBe(201)
    expect((await list('')).total).toBe(before - 1)
    const [row] = (await list('state=decided')).reviews
    expect(row).toMatchObject({ bundleId, decision: { status: 'verified' }, claim: null })
    expect((await colleague.post(`${REVIEWS}/${bundleId}/claim`)).code).toBe('review_not_open')
    const seen = reviewCaseSchema.parse((await colleague.get(`${REVIEWS}/${bundleId}`)).json)
    expect(seen.decisions).toEqual([
      expect.objectContaining({
        status: 'verified',
        reason: 'The card looks genuine',
        reasonCode: 'card_seen_genuine',
        actor: expect.stringContaining('Orang'),
      }),
    ])
    expect(seen.verification).toMatchObject({ status: 'verified', overrides: verificationId })
    expect(seen.customer.kycLevel).toBe('standard')
    expect(seen.timeline.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['ktp_bundle.judged', 'review.claimed', 'review.overridden']),
    )
    const undone = await analyst.post(`/api/desk/decisions/${seen.verification.id}/undo`)
    expect(undone.status).toBe(200)
    expect((await list('')).total).toBe(before)
    const again = reviewCaseSchema.parse((await colleague.get(`${REVIEWS}/${bundleId}`)).json)
    expect([again.decisions, again.verification.status]).toEqual([[], 'pending'])
  })
})

test('a case tells an auditor everything but pictures', async () => {
  const { bundleId } = await captureForReview(kartu)
  const seen = reviewCaseSchema.parse((await auditor.get(`${REVIEWS}/${bundleId}`)).json)
  expect(seen.bundle.id).toBe(bundleId)
  const refused = await auditor.post(`${REVIEWS}/${bundleId}/views`, { purpose: 'audit' })
  expect(refused.code).toBe('role_missing')
  expect((await auditor.get(`${REVIEWS}/${bundleId}/frames/0`)).code).toBe('role_missing')
})

test('every row of the table refuses keys, and sessions of another page', async () => {
  const { bundleId } = await captureForReview(kartu)
  for (const path of [REVIEWS, `${REVIEWS}/${bundleId}`, '/api/desk/audit', '/api/desk/customers']) {
    const keyed = await kartu.get(path)
    expect([keyed.status, keyed.json.code]).toEqual([403, 'operation_not_allowed'])
    const foreign = await analyst.send(path, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(foreign.code).toBe('origin_not_allowed')
  }
})

test('pages hear that the queue changed, and nothing of whom', async () => {
  const answer = await fetchStream(analyst.cookie)
  const other = await fetchStream(stranger.cookie)
  await captureForReview(kartu)
  expect(await answer.until('event: queue')).toMatch(/^retry: 3000\n\n(event: queue\ndata: changed\n\n)+$/)
  expect(other.heard()).not.toContain('queue')
  answer.stop()
  other.stop()
})

async function fetchStream(cookie: string) {
  const { port } = kartu.app.server.address() as { port: number }
  const stop = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/api/desk/live`, {
    headers: { cookie, origin: ORIGIN },
    signal: stop.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array)
  })().catch(() => undefined)
  void reading
  return {
    heard: () => text,
    stop: () => stop.abort(),
    async until(word: string): Promise<string> {
      await expect.poll(() => text, { timeout: 5000 }).toContain(word)
      return text
    },
  }
}

test('the audit log is read by actor and subject, newest first', async () => {
  const { bundleId } = await captureForReview(kartu)
  await analyst.post(`${REVIEWS}/${bundleId}/claim`)
  const answer = await auditor.get(`/api/desk/audit?subject=${bundleId}&limit=1`)
  const page = auditListResponseSchema.parse(answer.json)
  expect(page.entries[0]).toMatchObject({ action: 'review.claimed', actor: analyst.userId })
  expect(page.entries[0]?.actorName).toContain('Orang')
  const next = await auditor.get(`/api/desk/audit?subject=${bundleId}&limit=1&cursor=${page.nextCursor}`)
  expect(next.json.entries[0]).toMatchObject({ action: 'ktp_bundle.judged', actorName: null })
})

// The last one: a quarter of an hour ends sessions that nobody uses.
test('a claim keeps colleagues from deciding the case, until it runs out or is given back', async () => {
  const { bundleId, verificationId } = await captureForReview(kartu)
  const path = `${REVIEWS}/${bundleId}/claim`
  const decide = (client: DeskClient) =>
    client.post(`/api/identity/verifications/${verificationId}/override`, {
      status: 'failed',
      reason: 'Not a card',
    })
  await colleague.post(path)
  expect([(await decide(analyst)).status, (await decide(analyst)).code]).toEqual([409, 'review_claimed'])
  kartu.store.clock.advance(15 * MINUTE_MS)
  expect((await decide(analyst)).status).toBe(201)
})
