import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { appendAudit } from '../../src/audit/append-audit.ts'
import { canonicalJson } from '../../src/audit/canonical-json.ts'
import { verifyAuditChain } from '../../src/audit/verify-audit-chain.ts'
import { inTransaction } from '../../src/store/database.ts'
import { createOrganisation } from '../../src/store/organisations.ts'
import { openTestStore, type TestStore } from '../harness/test-store.ts'

let store: TestStore
let organisationId: string
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const append = (action: string) =>
  inTransaction(store.ctx.db, (tx) =>
    appendAudit(tx, store.ctx, organisationId, {
      actor: 'operator',
      action,
      subject: 'x',
      details: { b: 1, a: ['ü', '"'] },
    }),
  )

beforeEach(async () => {
  organisationId = (await createOrganisation(store.ctx, { name: 'Audited', mode: 'live' })).id
  for (const action of ['one', 'two', 'three', 'four']) await append(action)
})

const verify = () => verifyAuditChain(store.ctx.db, store.ctx.keys, organisationId)

/** What somebody with the database's superuser could do: triggers off, then any statement. */
async function tamper(statement: string): Promise<void> {
  const client = await store.database.pool.connect()
  try {
    await client.query("set session_replication_role = 'replica'")
    await client.query(statement.replaceAll(':org', `'${organisationId}'`))
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}

test('a chain nobody touched is whole', async () => {
  expect(await verify()).toEqual({ rows: 5, faults: [] })
})

test('the database refuses to change, delete or truncate rows', async () => {
  for (const statement of [
    "update audit_log set actor = 'x'",
    'delete from audit_log',
    'truncate audit_log',
  ]) {
    await expect(store.database.pool.query(statement)).rejects.toMatchObject({ code: '23001' })
  }
})

test.each(['actor', 'action', 'subject'])('finds a row whose %s was altered', async (column) => {
  await tamper(
    `update audit_log set ${column} = 'someone else' where organisation_id = :org and sequence = 3`,
  )
  expect((await verify()).faults).toEqual([{ sequence: 3, code: 'altered' }])
})

test.each([`details = '{"a":["ü","\\""],"b":2}'`, `at = at + interval '1 ms'`, `id = 'aud_other'`])(
  'finds a row altered by %s',
  async (change) => {
    await tamper(`update audit_log set ${change} where organisation_id = :org and sequence = 3`)
    expect((await verify()).faults).toEqual([{ sequence: 3, code: 'altered' }])
  },
)

test('finds a deleted row', async () => {
  await tamper('delete from audit_log where organisation_id = :org and sequence = 3')
  expect((await verify()).faults).toEqual([
    { sequence: 3, code: 'missing' },
    { sequence: 4, code: 'unlinked' },
  ])
})

test('finds a deleted row whose gap was closed by renumbering', async () => {
  await tamper('delete from audit_log where organisation_id = :org and sequence = 3')
  await tamper('update audit_log set sequence = sequence - 1 where organisation_id = :org and sequence = 4')
  await tamper('update audit_log set sequence = sequence - 1 where organisation_id = :org and sequence = 5')
  expect((await verify()).faults.map((fault) => fault.code)).toContain('altered')
})

test('finds two rows that changed places', async () => {
  await tamper(
    'update audit_log set sequence = sequence + 1000 where organisation_id = :org and sequence in (2, 3)',
  )
  await tamper(
    'update audit_log set sequence = 1005 - sequence where organisation_id = :org and sequence > 1000',
  )
  expect((await verify()).faults.filter((fault) => fault.code === 'altered')).toHaveLength(2)
})

test('finds rows cut off the end', async () => {
  await tamper('delete from audit_log where organisation_id = :org and sequence > 3')
  expect((await verify()).faults).toEqual([{ sequence: 4, code: 'truncated' }])
})

test('finds rows cut off the end when the head was set back to match', async () => {
  await tamper('delete from audit_log where organisation_id = :org and sequence > 3')
  await tamper(
    'update audit_heads set sequence = 3, mac = (select mac from audit_log where organisation_id = :org and sequence = 3) where organisation_id = :org',
  )
  expect((await verify()).faults).toEqual([{ sequence: 3, code: 'head_altered' }])
})

test('finds a whole chain that was deleted', async () => {
  await tamper('delete from audit_log where organisation_id = :org')
  expect((await verify()).faults).toEqual([{ sequence: 1, code: 'truncated' }])
  await tamper('delete from audit_heads where organisation_id = :org')
  await expect(verify()).rejects.toMatchObject({ code: 'audit_chain_missing' })
})

test('a row goes with its transaction', async () => {
  await expect(
    inTransaction(store.ctx.db, async (tx) => {
      await appendAudit(tx, store.ctx, organisationId, { actor: 'x', action: 'x', subject: 'x' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await verify()).toEqual({ rows: 5, faults: [] })
})

test('50 simultaneous writers make one unbroken chain', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, turn) => append(`parallel ${turn}`)))
  expect(await verify()).toEqual({ rows: 55, faults: [] })
})

test('details have one canonical form whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: 'x', ä: null })).toBe('{"a":"x","b":1,"ä":null}')
  expect(canonicalJson({ ä: null, a: 'x', b: 1 })).toBe('{"a":"x","b":1,"ä":null}')
})
