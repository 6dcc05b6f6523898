import { createId } from '@kartu/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAuditChain } from '../../src/audit/verify-audit-chain.ts'
import { createCustomer } from '../../src/store/customers.ts'
import { inTransaction } from '../../src/store/database.ts'
import { eraseCustomer } from '../../src/store/erase-customer.ts'
import { listEvents } from '../../src/store/events.ts'
import { listKycEvents } from '../../src/store/kyc.ts'
import type { VerificationStatus } from '../../src/store/tables.ts'
import { insertVerification, listVerifications } from '../../src/store/verifications.ts'
import { captureForReview } from '../harness/desk-case.ts'
import { ORIGIN, signInAs, type DeskAnswer, type DeskClient } from '../harness/desk-client.ts'
import { seedBundle, seedOrganisation, type SeededOrganisation } from '../harness/seed.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

const SECOND_MS = 1000
const DAY_MS = 86_400_000
const WHY = { reason: 'Only glare', reasonCode: 'glare_only' }

let kartu: TestService
let analyst: DeskClient
let colleague: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  analyst = await signInAs(kartu, 'analyst')
  colleague = await signInAs(kartu, 'senior_analyst')
})
afterAll(() => kartu.close())

interface Case {
  readonly customerId: string
  readonly bundleId: string
  readonly verificationId: string
}

/** A customer with one judged capture. */
async function openCase(
  status: VerificationStatus = 'pending',
  seeded: SeededOrganisation = kartu.seeded,
): Promise<Case> {
  const { ctx } = kartu.store
  const { row } = await createCustomer(ctx, seeded.id, { fullName: 'SITI CONTOH', actor: 'system' })
  const ofCustomer = { ...seeded, customerId: row.id }
  const verificationId = createId('ver', ctx.clock.nowMs(), ctx.random)
  const bundleId = await inTransaction(ctx.db, async (tx) => {
    const id = await seedBundle(ctx, tx, ofCustomer, [Buffer.from(verificationId)])
    await insertVerification(tx, seeded.id, {
      id: verificationId,
      customerId: row.id,
      bundleId: id,
      method: 'ktp_capture',
      status,
      score: 41,
      assuranceTier: 'low',
      judgement: { reason: 'evidence_negative_or_unclear' },
      sealedFields: null,
      nikHash: null,
      createdAtMs: ctx.clock.nowMs(),
      expiresAtMs: null,
    })
    return id
  })
  return { customerId: row.id, bundleId, verificationId }
}

const override = (client: DeskClient, id: string, body: object = { status: 'verified', ...WHY }) =>
  client.post(`/api/identity/verifications/${id}/override`, body)
const undo = (client: DeskClient, id: string) => client.post(`/api/desk/decisions/${id}/undo`)
const levelOf = async ({ customerId }: Case): Promise<string> =>
  ((await kartu.get(`/api/identity/kyc/${customerId}`)).json as unknown as { customer: { kycLevel: string } })
    .customer.kycLevel

/** In ascending order: which of two simultaneous requests is first does not matter. */
const statusesOf = (answers: readonly DeskAnswer[]): number[] =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b)

const eventsOf = async ({ customerId }: Case) =>
  (await listEvents(kartu.store.ctx.db, kartu.seeded.id)).filter(
    ({ payload }) => payload['customerId'] === customerId,
  )

const auditOf = ({ bundleId }: Case) =>
  kartu.store.ctx.db
    .selectFrom('auditLog')
    .selectAll()
    .where('subject', '=', bundleId)
    .orderBy('sequence')
    .execute()

describe('overriding', () => {
  test('writes a new verification, the level, the events that wait, and the trace', async () => {
    const it = await openCase()
    const nowMs = kartu.store.clock.nowMs()
    const answer = await override(analyst, it.verificationId)
    expect(answer.status).toBe(201)
    const { verification, undoableUntil } = answer.json
    expect(Date.parse(undoableUntil as string)).toBe(nowMs + 10 * SECOND_MS)
    expect(verification).toEqual({
      id: expect.stringMatching(/^ver_/),
      customerId: it.customerId,
      method: 'ktp_capture',
      status: 'verified',
      score: 41,
      assuranceTier: 'low',
      ktpBundleId: it.bundleId,
      reason: 'Only glare',
      actorUserId: analyst.userId,
      overrides: it.verificationId,
      createdAt: new Date(nowMs).toISOString(),
    })
    expect(await levelOf(it)).toBe('standard')
    const rows = await listVerifications(kartu.store.ctx.db, kartu.seeded.id, it.customerId)
    expect(rows.find(({ id }) => id === it.verificationId)).toMatchObject({ status: 'pending' })
    const events = await eventsOf(it)
    expect(events.map(({ type }) => type).toSorted()).toEqual(['customer.kyc_updated', 'review.overridden'])
    for (const { notBefore, dispatchedAt } of events) {
      expect([notBefore?.getTime(), dispatchedAt]).toEqual([nowMs + 10 * SECOND_MS, null])
    }
    expect(events.find(({ type }) => type === 'review.overridden')?.payload).toEqual({
      verificationId: verification.id,
      overrides: it.verificationId,
      customerId: it.customerId,
      ktpBundleId: it.bundleId,
      method: 'ktp_capture',
      status: 'verified',
      previousStatus: 'pending',
      actorUserId: analyst.userId,
      reasonCode: 'glare_only',
    })
    expect(await listKycEvents(kartu.store.ctx.db, kartu.seeded.id, it.customerId)).toMatchObject([
      { toLevel: 'standard', actor: analyst.userId, reason: 'verification_overridden' },
    ])
    const [trace] = await auditOf(it)
    expect(trace).toMatchObject({ actor: analyst.userId, action: 'review.overridden' })
    // The log outlives an erasure: what a person typed freely is not in it.
    expect(JSON.stringify(trace?.details)).not.toContain('Only glare')
  })

  test('takes a level away again', async () => {
    const it = await openCase()
    const verified = await override(analyst, it.verificationId)
    const failed = await override(colleague, verified.json.verification.id as string, {
      status: 'failed',
      ...WHY,
    })
    expect(failed.status).toBe(201)
    expect(await levelOf(it)).toBe('none')
  })

  test('happens once: the second one is told, at once or at the same time', async () => {
    const it = await openCase()
    const answers = await Promise.all([
      override(analyst, it.verificationId),
      override(colleague, it.verificationId, { status: 'failed', ...WHY }),
    ])
    expect(statusesOf(answers)).toEqual([201, 409])
    const third = await override(colleague, it.verificationId)
    expect([third.status, third.code]).toEqual([409, 'verification_already_overridden'])
    expect(await listVerifications(kartu.store.ctx.db, kartu.seeded.id, it.customerId)).toHaveLength(2)
  })

  test('is repeated safely with an Idempotency-Key', async () => {
    const it = await openCase()
    const request = {
      method: 'POST',
      body: { status: 'failed', ...WHY },
      headers: { origin: ORIGIN, 'idempotency-key': 'once' },
    } as const
    const path = `/api/identity/verifications/${it.verificationId}/override`
    const first = await analyst.send(path, request)
    const again = await analyst.send(path, request)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.json).toEqual(first.json)
  })

  test('changes nothing when it is refused', async () => {
    const it = await openCase()
    const auditor = await signInAs(kartu, 'auditor')
    const before = await kartu.countEverything()
    const refusals = [
      await override(auditor, it.verificationId),
      await override(analyst, 'ver_none'),
      await override(analyst, it.verificationId, { status: 'pending', reason: 'x' }),
      await override(analyst, it.verificationId, { status: 'verified', reason: '  ' }),
      await override(analyst, it.verificationId, { status: 'verified', reason: 'NIK 3171 0101 0190 0000' }),
      await override(analyst, it.verificationId, { status: 'verified', ...WHY, reasonCode: 'No Code' }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([403, 404, 400, 400, 400, 400])
    const key = await kartu.post(`/api/identity/verifications/${it.verificationId}/override`, {
      status: 'verified',
      ...WHY,
    })
    expect([key.status, key.json.code]).toEqual([403, 'operation_not_allowed'])
    expect(await kartu.countEverything()).toEqual(before)
  })

  test("reaches no other organisation's case, and none of an erased customer", async () => {
    const other = await seedOrganisation(kartu.store.ctx)
    const theirs = await openCase('pending', other)
    const answer = await override(analyst, theirs.verificationId)
    expect([answer.status, answer.code]).toEqual([404, 'not_found'])
    const it = await openCase()
    await eraseCustomer(kartu.store.ctx, kartu.seeded.id, it.customerId, {
      reason: 'asked for',
      actor: 'operator',
    })
    expect((await override(analyst, it.verificationId)).code).toBe('customer_erased')
  })
})

describe('taking back', () => {
  test('within ten seconds restores the status, withdraws the events and keeps the trail', async () => {
    const it = await openCase()
    const decided = await override(analyst, it.verificationId)
    const decisionId = decided.json.verification.id as string
    kartu.store.clock.advance(9_999)
    const undone = await undo(analyst, decisionId)
    expect(undone.status).toBe(200)
    expect(undone.json).toMatchObject({
      verification: { status: 'pending', overrides: decisionId, actorUserId: analyst.userId },
      undoableUntil: null,
    })
    expect(await levelOf(it)).toBe('none')
    expect(await eventsOf(it)).toEqual([])
    const rows = await listVerifications(kartu.store.ctx.db, kartu.seeded.id, it.customerId)
    expect(rows.map(({ status }) => status).toSorted()).toEqual(['pending', 'pending', 'verified'])
    expect((await auditOf(it)).map(({ action }) => action)).toEqual(['review.overridden', 'review.undone'])
    expect(await listKycEvents(kartu.store.ctx.db, kartu.seeded.id, it.customerId)).toHaveLength(2)
    expect((await undo(analyst, decisionId)).code).toBe('verification_already_overridden')
    expect((await undo(analyst, undone.json.verification.id as string)).code).toBe('undo_too_late')
    // The case is open again, and can be decided again.
    expect((await override(colleague, undone.json.verification.id as string)).status).toBe(201)
    expect(await levelOf(it)).toBe('standard')
  })

  test('is over after ten seconds, or once anything has left', async () => {
    const late = await openCase()
    const lateId = (await override(analyst, late.verificationId)).json.verification.id as string
    kartu.store.clock.advance(10 * SECOND_MS)
    expect((await undo(analyst, lateId)).code).toBe('undo_too_late')
    expect(await levelOf(late)).toBe('standard')
    expect(await eventsOf(late)).toHaveLength(2)

    const told = await openCase()
    const toldId = (await override(analyst, told.verificationId)).json.verification.id as string
    const [event] = await eventsOf(told)
    await kartu.store.ctx.db
      .updateTable('events')
      .set({ dispatchedAt: new Date(kartu.store.clock.nowMs()) })
      .where('id', '=', event?.id ?? '')
      .execute()
    expect((await undo(analyst, toldId)).code).toBe('undo_too_late')
    expect(await eventsOf(told)).toHaveLength(2)
  })

  test('is for who decided, and for decisions', async () => {
    const it = await openCase()
    const decisionId = (await override(analyst, it.verificationId)).json.verification.id as string
    const answer = await undo(colleague, decisionId)
    expect([answer.status, answer.code]).toEqual([403, 'decision_of_another'])
    expect((await undo(analyst, it.verificationId)).status).toBe(404)
    const other = await seedOrganisation(kartu.store.ctx)
    const stranger = await signInAs(kartu, 'analyst', other.id)
    expect((await undo(stranger, decisionId)).status).toBe(404)
  })

  test('does not lengthen how long a level holds', async () => {
    const it = await openCase('verified')
    kartu.store.clock.advance(100 * DAY_MS)
    const fresh = await signInAs(kartu, 'analyst')
    const failed = await override(fresh, it.verificationId, { status: 'failed', ...WHY })
    await undo(fresh, failed.json.verification.id as string)
    expect(await levelOf(it)).toBe('standard')
    kartu.store.clock.advance(266 * DAY_MS)
    expect(await levelOf(it)).toBe('none')
  })
})

describe('four eyes', () => {
  const PROPOSALS = '/api/desk/proposals'
  beforeAll(async () => {
    await kartu.store.ctx.db
      .updateTable('organisations')
      .set({ fourEyesOverride: true })
      .where('id', '=', kartu.seeded.id)
      .execute()
    analyst = await signInAs(kartu, 'analyst')
    colleague = await signInAs(kartu, 'senior_analyst')
  })
  const propose = async (it: Pick<Case, 'verificationId'>): Promise<string> => {
    const answer = await override(analyst, it.verificationId)
    expect(answer.status).toBe(202)
    return answer.json.proposal.id as string
  }

  test('a verification waits for a second person, who sees it and confirms', async () => {
    const it = await openCase()
    const id = await propose(it)
    expect([await levelOf(it), await eventsOf(it)]).toEqual(['none', []])
    expect((await override(colleague, it.verificationId)).code).toBe('proposal_open')
    const seen = (client: DeskClient) => client.get(PROPOSALS)
    const entry = {
      id,
      verificationId: it.verificationId,
      bundleId: it.bundleId,
      customer: { id: it.customerId, fullName: 'SITI CONTOH' },
      proposedBy: { id: analyst.userId, name: expect.any(String) },
      proposedAt: expect.any(String),
      ...WHY,
    }
    expect((await seen(colleague)).json.proposals).toEqual([{ ...entry, mine: false }])
    expect((await seen(analyst)).json.proposals).toEqual([{ ...entry, mine: true }])
    for (const verb of ['confirm', 'decline']) {
      const own = await analyst.post(`${PROPOSALS}/${id}/${verb}`)
      expect([own.status, own.code]).toEqual([403, 'four_eyes_required'])
    }
    const confirmed = await colleague.post(`${PROPOSALS}/${id}/confirm`)
    expect(confirmed.status).toBe(200)
    expect(confirmed.json.verification).toMatchObject({ status: 'verified', actorUserId: colleague.userId })
    expect(await levelOf(it)).toBe('standard')
    expect((await colleague.post(`${PROPOSALS}/${id}/decline`)).code).toBe('proposal_closed')
    const [proposed, overridden] = await auditOf(it)
    expect([proposed?.action, proposed?.actor]).toEqual(['decision.proposed', analyst.userId])
    expect(overridden?.details).toMatchObject({ proposalId: id, proposedBy: analyst.userId })
  })

  test('proposing gives the case back, and nobody confirms past a colleague who has taken it', async () => {
    const it = await captureForReview(kartu)
    expect((await analyst.post(`/api/desk/reviews/${it.bundleId}/claim`)).status).toBe(200)
    const id = await propose(it)
    const third = await signInAs(kartu, 'analyst')
    expect((await third.post(`/api/desk/reviews/${it.bundleId}/claim`)).status).toBe(200)
    const early = await colleague.post(`${PROPOSALS}/${id}/confirm`)
    expect([early.status, early.code]).toEqual([409, 'review_claimed'])
    await third.delete(`/api/desk/reviews/${it.bundleId}/claim`)
    expect((await colleague.post(`${PROPOSALS}/${id}/confirm`)).status).toBe(200)
  })

  test('declined, it changes nothing and the case can be decided anew', async () => {
    const it = await openCase()
    const id = await propose(it)
    const once = { method: 'POST', headers: { origin: ORIGIN, 'idempotency-key': id } } as const
    expect((await colleague.send(`${PROPOSALS}/${id}/decline`, once)).status).toBe(204)
    expect((await colleague.send(`${PROPOSALS}/${id}/decline`, once)).status).toBe(204)
    expect((await colleague.post(`${PROPOSALS}/${id}/confirm`)).code).toBe('proposal_closed')
    expect(await levelOf(it)).toBe('none')
    await propose(it)
  })

  test('a refusal needs no second person, and settles what waits', async () => {
    const it = await openCase()
    const id = await propose(it)
    expect((await override(colleague, it.verificationId, { status: 'failed', ...WHY })).status).toBe(201)
    expect((await colleague.post(`${PROPOSALS}/${id}/confirm`)).code).toBe('proposal_closed')
  })

  test('two who confirm at once write one decision', async () => {
    const it = await openCase()
    const id = await propose(it)
    const third = await signInAs(kartu, 'administrator')
    const answers = await Promise.all(
      [colleague, third].map((client) => client.post(`${PROPOSALS}/${id}/confirm`)),
    )
    expect(statusesOf(answers)).toEqual([200, 409])
  })

  test("another organisation's proposal is not there", async () => {
    const id = await propose(await openCase())
    const other = await seedOrganisation(kartu.store.ctx)
    const stranger = await signInAs(kartu, 'administrator', other.id)
    expect((await stranger.post(`${PROPOSALS}/${id}/confirm`)).status).toBe(404)
    expect((await stranger.get(PROPOSALS)).json.proposals).toEqual([])
  })
})

test('all of this left the audit chain whole', async () => {
  const { db, keys } = kartu.store.ctx
  expect((await verifyAuditChain(db, keys, kartu.seeded.id)).faults).toEqual([])
})
