import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiptVerify } from '../../src/cli/receipt-verify.ts'
import { destroyOldFrames } from '../../src/data-rights/destroy-old-frames.ts'
import { isReceiptIntact } from '../../src/data-rights/erasure-receipt.ts'
import { seedOrganisation } from '../harness/seed.ts'
import { signInAs, type DeskClient } from '../harness/desk-client.ts'
import { CAPTURE, signedCapture, startTestService, type TestService } from '../harness/test-service.ts'

const DAY_MS = 24 * 3_600_000

let kartu: TestService
let administrator: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  administrator = await signInAs(kartu, 'administrator')
})
afterAll(() => kartu.close())

async function createCustomer(fullName: string): Promise<string> {
  const answer = await kartu.post('/api/customers', { fullName, externalId: fullName })
  return (answer.json as unknown as { customer: { id: string } }).customer.id
}

describe('a customer’s data', () => {
  test('are written out whole, and that is audited', async () => {
    const id = await createCustomer('ADI CONTOH')
    const answer = await administrator.post(`/api/desk/customers/${id}/export`)
    expect(answer.json).toMatchObject({
      customer: { id, fullName: 'ADI CONTOH' },
      verifications: [],
      ktpBundles: [],
    })
    const rows = await kartu.store.ctx.db
      .selectFrom('auditLog')
      .select('actor')
      .where('action', '=', 'customer.exported')
      .where('subject', '=', id)
      .execute()
    expect(rows).toEqual([{ actor: administrator.userId }])
  })

  test('are nobody’s but their organisation’s, and no analyst’s to hand out', async () => {
    const other = await seedOrganisation(kartu.store.ctx)
    for (const what of ['export', 'erase']) {
      const path = `/api/desk/customers/${other.customerId}/${what}`
      expect((await administrator.post(path, { reason: 'asked for' })).status).toBe(404)
    }
    const analyst = await signInAs(kartu, 'analyst')
    const id = await createCustomer('BUDI CONTOH')
    expect((await analyst.post(`/api/desk/customers/${id}/erase`, { reason: 'x' })).code).toBe('role_missing')
  })
})

describe('an erasure', () => {
  test('leaves a receipt that anyone can check, and that no changed word survives', async () => {
    const id = await createCustomer('CITRA CONTOH')
    const erased = await administrator.post(`/api/desk/customers/${id}/erase`, {
      reason: 'consent withdrawn',
    })
    expect(erased.status).toBe(200)
    const { receipt } = erased.json
    expect(receipt.statement).toMatchObject({ customerId: id, reason: 'consent withdrawn' })
    expect(receipt.statement.kept.map(({ what }: { what: string }) => what)).toContain('audit_log')
    expect(isReceiptIntact(receipt)).toBe(true)
    const forged = { ...receipt, statement: { ...receipt.statement, reason: 'never asked for' } }
    expect(isReceiptIntact(forged)).toBe(false)
    expect(isReceiptIntact({ ...receipt, publicKey: '' })).toBe(false)

    expect((await administrator.get(`/api/desk/customers/${id}/receipt`)).json.receipt).toEqual(receipt)
    const again = await administrator.post(`/api/desk/customers/${id}/erase`, { reason: 'again' })
    expect(again.code).toBe('customer_erased')
    expect((await kartu.get(`/api/customers/${id}`)).text).not.toContain('CITRA')

    const folder = await mkdtemp(join(tmpdir(), 'kartu-receipt-'))
    const lines: string[] = []
    const run = async (document: unknown): Promise<number> => {
      const file = join(folder, 'receipt.json')
      await writeFile(file, JSON.stringify(document))
      return receiptVerify.run({
        config: kartu.service as never,
        values: { file },
        print: (line: string) => lines.push(line),
      } as never) as Promise<number>
    }
    expect(await run({ receipt })).toBe(0)
    expect(await run(forged)).toBe(1)
    expect(lines.join('\n')).toContain('intact')
  })

  test('of two customers is signed by one key', async () => {
    const keys = await Promise.all(
      ['DEWI CONTOH', 'EKO CONTOH'].map(async (name) => {
        const id = await createCustomer(name)
        const { json } = await administrator.post(`/api/desk/customers/${id}/erase`, { reason: 'asked for' })
        return json.receipt.publicKey as string
      }),
    )
    expect(new Set(keys).size).toBe(1)
  })
})

test('pictures older than the organisation keeps them are destroyed, newer ones are not', async () => {
  const { ctx, blobs } = kartu.store
  const challenge = await kartu.issueChallenge()
  const order = {
    customerId: kartu.seeded.customerId,
    secret: challenge.hmacSecret,
    nonce: challenge.nonce,
    nowMs: ctx.clock.nowMs(),
  }
  const consent = { version: 'terms-7', givenAt: '2026-11-01T08:00:00Z', locale: 'id' }
  const capture = await signedCapture(order, { consent })
  const answer = await kartu.post(CAPTURE, capture)
  expect(answer.status).toBe(201)
  const { id } = (answer.json as unknown as { ktpBundle: { id: string } }).ktpBundle
  const before = await administrator.get(`/api/desk/reviews/${id}`)
  expect(before.json.consent).toEqual({ version: 'terms-7', givenAt: consent.givenAt })
  const vague = await signedCapture({ ...order, nonce: undefined as never }, { consent: { version: 7 } })
  expect((await kartu.post(CAPTURE, vague)).json.code).toBe('validation_failed')
  await administrator.patch('/api/desk/organisation', { retentionDays: 30 })
  expect(await destroyOldFrames(ctx, blobs)).toBe(0)
  await ctx.db
    .updateTable('ktpBundles')
    .set({ judgedAt: new Date(ctx.clock.nowMs() - 31 * DAY_MS) })
    .where('id', '=', id)
    .execute()
  const setState = (state: 'open' | 'closed') =>
    ctx.db.updateTable('reviews').set({ state }).where('bundleId', '=', id).execute()
  await setState('open')
  expect(await destroyOldFrames(ctx, blobs)).toBe(0)
  await setState('closed')
  expect(await destroyOldFrames(ctx, blobs)).toBe(1)
  expect(await destroyOldFrames(ctx, blobs)).toBe(0)
  const rows = await ctx.db.selectFrom('bundleFrames').select('blobKey').where('bundleId', '=', id).execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const { blobKey } of rows) await expect(blobs.get(blobKey)).rejects.toThrow()
  const opened = await administrator.post(`/api/desk/reviews/${id}/views`, { purpose: 'review' })
  expect(opened.status).toBe(201)
  expect((await administrator.get(`/api/desk/reviews/${id}/frames/0`)).code).toBe('frames_destroyed')
  const shown = await administrator.get(`/api/desk/reviews/${id}`)
  expect([shown.status, shown.json.consent]).toEqual([200, null])
  const read = await kartu.get(`/api/identity/document/ktp/${id}`)
  expect(read.status).toBe(200)
})
