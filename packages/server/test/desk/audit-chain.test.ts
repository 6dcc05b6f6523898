import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditVerifyResponseSchema } from '@kartu/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { captureForReview } from '../harness/desk-case.ts'
import { fetchFrom, signInAs, type DeskClient } from '../harness/desk-client.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'
import { verifyAuditChain } from '../../src/audit/verify-audit-chain.ts'

let kartu: TestService
let auditor: DeskClient
let folder: string
beforeAll(async () => {
  kartu = await startTestService()
  auditor = await signInAs(kartu, 'auditor')
  folder = await mkdtemp(join(tmpdir(), 'kartu-audit-'))
})
afterAll(async () => {
  await kartu.close()
  await rm(folder, { recursive: true, force: true })
})

const verify = async () => {
  const answer = await auditor.post('/api/desk/audit/verify')
  expect(answer.status).toBe(200)
  return auditVerifyResponseSchema.parse(answer.json)
}

/** What somebody does who has the database but not the keys: the triggers are off for them. */
async function tamper(statement: string, values: readonly unknown[]): Promise<void> {
  const client = await kartu.store.database.pool.connect()
  try {
    await client.query('begin')
    await client.query("set local session_replication_role = 'replica'")
    const { rowCount } = await client.query(statement, [...values])
    expect(rowCount).toBe(1)
    await client.query('commit')
  } finally {
    client.release()
  }
}

describe('the chain', () => {
  test('is whole, and that it was verified is a row of it', async () => {
    await captureForReview(kartu)
    const first = await verify()
    expect(first).toMatchObject({ intact: true, brokenAt: null, faults: [] })
    const second = await verify()
    expect(second.entries).toBe(first.entries + 1)
  })

  test('leaves as JSON lines that name every row once, without anybody’s name', async () => {
    const answer = await fetchFrom(kartu, '/api/desk/audit/export', auditor)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jsonl'])
    const text = new TextDecoder().decode(answer.bytes)
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; mac: string; action: string })
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.at(-1)).toMatchObject({ action: 'audit.exported' })
    expect(lines[0]?.mac).toMatch(/^[0-9a-f]{64}$/)
    expect(text).not.toContain('SITI')
    expect(text).not.toContain('bank.example')
  })

  test('tells an altered row, as `kartu audit verify` does', async () => {
    const { bundleId } = await captureForReview(kartu)
    const { sequence, actor } = await kartu.store.ctx.db
      .selectFrom('auditLog')
      .select(['sequence', 'actor'])
      .where('subject', '=', bundleId)
      .executeTakeFirstOrThrow()
    const alter = 'update audit_log set actor = $3 where organisation_id = $1 and sequence = $2'
    await tamper(alter, [kartu.seeded.id, sequence, 'usr_nobody'])
    expect(await verify()).toMatchObject({
      intact: false,
      brokenAt: sequence,
      faults: [{ seq: sequence, code: 'altered' }],
    })
    const { db, keys } = kartu.store.ctx
    expect((await verifyAuditChain(db, keys, kartu.seeded.id)).faults).toEqual([
      { sequence, code: 'altered' },
    ])
    await tamper(alter, [kartu.seeded.id, sequence, actor])
    expect((await verify()).intact).toBe(true)
  })

  test('tells a deleted row', async () => {
    const { bundleId } = await captureForReview(kartu)
    await captureForReview(kartu)
    const { sequence } = await kartu.store.ctx.db
      .selectFrom('auditLog')
      .select('sequence')
      .where('subject', '=', bundleId)
      .executeTakeFirstOrThrow()
    await tamper('delete from audit_log where organisation_id = $1 and sequence = $2', [
      kartu.seeded.id,
      sequence,
    ])
    const report = await verify()
    expect(report.intact).toBe(false)
    expect(report.brokenAt).toBe(sequence)
    expect(report.faults.map(({ code }) => code)).toContain('missing')
  })
})
