import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signInRequestSchema } from '@kartu/contract'
import { createMasterKeyText } from '@kartu/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemRandomness } from '../../src/adapters/system-randomness.ts'
import { signIn as beginSession } from '../../src/access/sign-in.ts'
import { runCli } from '../../src/cli/run-cli.ts'
import { parseConfig } from '../../src/config.ts'
import { authenticateApiKey } from '../../src/store/api-keys.ts'
import { authenticateClientToken } from '../../src/store/client-tokens.ts'
import { createCustomer, openProfile } from '../../src/store/customers.ts'
import { openStore, type OpenStore } from '../../src/store/open-store.ts'
import { createOrganisation } from '../../src/store/organisations.ts'
import { ensureSandbox } from '../../src/store/sandbox.ts'

let dataDir: string
/** Plays the running service: the commands must work beside it. */
let service: OpenStore
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kartu-cli-'))
  service = await openStore(parseConfig({ DATA_DIR: dataDir }))
})
afterAll(async () => {
  await service.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function kartu(line: string, environment: Record<string, string> = { DATA_DIR: dataDir }) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli({
    argv: line === '' ? [] : line.split(' '),
    readConfig: () => parseConfig(environment),
    print: (text) => out.push(text),
    printError: (text) => err.push(text),
  })
  return { code, out, err }
}

/** `name<TAB>value` lines as an object. */
const valuesOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(lines.map((line) => line.split('\t') as [string, string]))

test('creates an organisation, a key that works, and revokes it, beside a running service', async () => {
  const [organisationId = ''] = (
    await kartu('org create --name BankContoh --mode live --palette calm --kyc-days 30')
  ).out
  expect(organisationId).toMatch(/^org_/)
  expect((await kartu('org list')).out.join('\n')).toContain(`${organisationId}\tlive`)

  const issued = valuesOf(
    (await kartu(`key create --org ${organisationId} --name crm --scopes customers:view,verifications:write`))
      .out,
  )
  const key = issued['key'] ?? ''
  expect(key).toMatch(/^qe_sk_live_[a-z2-7]{32}$/)
  expect(issued['capture secret']).toMatch(/^qe_whsec_[a-z2-7]{32}$/)
  expect(await authenticateApiKey(service.ctx, key)).toMatchObject({
    organisation: { id: organisationId, kycValidDays: 30 },
    apiKey: { scopes: ['customers:view', 'verifications:write'] },
  })
  const list = (await kartu(`key list --org ${organisationId}`)).out.join('\n')
  expect(list).toContain('active')
  expect(list).not.toContain(key)

  expect((await kartu(`key revoke --org ${organisationId} ${issued['id']}`)).code).toBe(0)
  expect(await authenticateApiKey(service.ctx, key)).toBeUndefined()
  expect((await kartu(`key revoke --org ${organisationId} ${issued['id']}`)).code).toBe(1)

  const device = valuesOf((await kartu(`device register --org ${organisationId} --platform ios`)).out)
  expect(Buffer.from(device['secret'] ?? '', 'base64url')).toHaveLength(32)
})

test('creates a user of the desk and gives a new password, beside a running service', async () => {
  const [organisationId = ''] = (await kartu('org create --name BankPengguna')).out
  const command = `user-create --org ${organisationId} --email Rina@Bank.example --name Rina`
  const created = valuesOf((await kartu(command)).out)
  expect(created).toMatchObject({ id: expect.stringMatching(/^usr_/), role: 'administrator' })
  const signIn = (password: string) =>
    beginSession(service.ctx, { email: 'rina@bank.example', password }, null)
  const first = created['one-time password'] ?? ''
  expect((await signIn(first)).user).toMatchObject({ id: created['id'], mustChangePassword: true })
  expect(await kartu(command)).toMatchObject({ code: 1, err: [expect.stringContaining('email_taken')] })
  expect(await kartu(`${command} --role king`)).toMatchObject({ code: 2 })
  expect(await kartu(`user-create --org ${organisationId} --email rina --name R`)).toMatchObject({ code: 2 })

  const reset = valuesOf((await kartu('user-reset rina@bank.example')).out)
  await expect(signIn(first)).rejects.toMatchObject({ code: 'credentials_invalid' })
  expect((await signIn(reset['one-time password'] ?? '')).user.id).toBe(created['id'])
  expect(await kartu('user-reset nobody@bank.example')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('user_not_found')],
  })
})

test('prints a link to the capture page, with a token good for that page alone', async () => {
  const environment = { DATA_DIR: dataDir, PUBLIC_URL: 'https://kartu.example/sub' }
  expect(await kartu('capture-link', environment)).toMatchObject({
    code: 1,
    err: [expect.stringContaining('sandbox_missing')],
  })
  await ensureSandbox(service.ctx, dataDir)
  const [link = ''] = (await kartu('capture-link --specimen bona_fide --lang en', environment)).out
  expect(link).toMatch(/^https:\/\/kartu\.example\/sub\/capture#/)
  const order = new URLSearchParams(new URL(link).hash.slice(1))
  expect(order.get('specimen')).toBe('bona_fide')
  const holder = await authenticateClientToken(service.ctx.db, order.get('token') ?? '')
  expect(holder).toMatchObject({ customerId: order.get('customer'), origins: ['https://kartu.example'] })
})

test('a sandbox whose file names no administrator gets one with a new password', async () => {
  const other = await mkdtemp(join(tmpdir(), 'kartu-cli-'))
  try {
    const path = join(other, 'sandbox.json')
    const { administrator: first, ...before } = await ensureSandbox(service.ctx, other)
    await writeFile(path, JSON.stringify(before))
    const after = await ensureSandbox(service.ctx, other)
    expect(after).toMatchObject({ organisationId: before.organisationId, created: true })
    expect(after.administrator.email).toBe(first.email)
    expect(after.administrator.firstPassword).not.toBe(first.firstPassword)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ administrator: after.administrator })
    const { email, firstPassword: password } = after.administrator
    const credentials = signInRequestSchema.parse({ email, password })
    const signedIn = await beginSession(service.ctx, credentials, null)
    expect(signedIn.organisation.id).toBe(before.organisationId)
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})

test('verifies the audit chain of everyone, and exits 1 when one is broken', async () => {
  const [organisationId = ''] = (await kartu('org create --name Diaudit')).out
  expect(await kartu(`audit verify --org ${organisationId}`)).toMatchObject({
    code: 0,
    out: [`${organisationId}\t1 rows\twhole`],
  })
  const client = await service.database.pool.connect()
  await client.query("set session_replication_role = 'replica'")
  await client.query('update audit_log set actor = $1 where organisation_id = $2', ['nobody', organisationId])
  client.release(true)
  const broken = await kartu('audit verify')
  expect(broken.code).toBe(1)
  expect(broken.out).toContain(`${organisationId}\trow 1\taltered`)
})

test('rotates organisation keys, and rewraps them under a new master key', async () => {
  expect((await kartu('keys rotate')).code).toBe(0)
  const path = join(dataDir, 'master.key')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await writeFile(path, (await readFile(path, 'utf8')) + createMasterKeyText(systemRandomness, 2))
  expect((await kartu('keys rotate --master')).out[0]).toMatch(
    /^master key 2: \d+ organisation keys rewrapped/,
  )
  // Only now may the old line leave the file.
  const lines = (await readFile(path, 'utf8')).split('\n')
  await writeFile(path, lines.filter((line) => line.startsWith('2:')).join('\n'))
  expect((await kartu('keys rotate')).code).toBe(0)

  // The running service never restarted, and goes on: it reads the file again.
  const organisation = await createOrganisation(service.ctx, { name: 'Sesudah rotasi', mode: 'live' })
  const { row } = await createCustomer(service.ctx, organisation.id, { fullName: 'X', actor: 'operator' })
  expect(await openProfile(service.ctx.db, service.ctx.keys, row)).toEqual({ fullName: 'X' })
})

test('says what is wrong with the arguments, and exits 2', async () => {
  expect(await kartu('')).toMatchObject({ code: 2 })
  expect(await kartu('fly')).toMatchObject({ code: 2, out: [] })
  expect(await kartu('org create')).toMatchObject({
    code: 2,
    err: [expect.stringContaining('--name is required'), expect.stringContaining('usage:')],
  })
  expect(await kartu('org create --name x --mode prod')).toMatchObject({ code: 2 })
  expect(await kartu('org create --name x --colour red')).toMatchObject({ code: 2 })
  expect(await kartu('key create --org o --name n --scopes root')).toMatchObject({ code: 2 })
  expect((await kartu('help')).out.join('\n')).toContain('kartu keys rotate')
})

test('a failure is one line with its code', async () => {
  expect(await kartu('key list --org org_none')).toMatchObject({
    code: 1,
    err: [expect.stringContaining('(organisation_not_found)')],
  })
})

test('prints the configuration with its secrets masked', async () => {
  const { out } = await kartu('config', {
    DATABASE_URL: 'postgres://kartu:geheim@db/kartu',
    MASTER_KEY: 'geheim',
  })
  expect(out.join('\n')).toContain('DATABASE_URL=')
  expect(out.join('\n')).not.toContain('geheim')
})

test('writes a master key file once, for its owner alone', async () => {
  const path = join(dataDir, 'other.key')
  expect((await kartu(`keys create-master ${path}`)).code).toBe(0)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await kartu(`keys create-master ${path}`)).code).toBe(1)
})

test('never makes up a master key beside data, nor for a database of one’s own, nor uses one that others can read', async () => {
  const other = await mkdtemp(join(tmpdir(), 'kartu-cli-'))
  try {
    const config = parseConfig({ DATA_DIR: other })
    const first = await openStore(config)
    const sandbox = await ensureSandbox(first.ctx, other)
    expect(sandbox.created).toBe(true)
    const { email, firstPassword } = sandbox.administrator
    const signedIn = await beginSession(first.ctx, { email, password: firstPassword }, null)
    expect(signedIn.user).toMatchObject({ role: 'administrator', mustChangePassword: true })
    expect(signedIn.organisation.id).toBe(sandbox.organisationId)
    expect(await ensureSandbox(first.ctx, other)).toEqual({ ...sandbox, created: false })
    expect((await stat(join(other, 'sandbox.json'))).mode & 0o777).toBe(0o600)
    await first.close()

    const path = join(other, 'master.key')
    const text = await readFile(path, 'utf8')
    await rm(path)
    await expect(openStore(config)).rejects.toMatchObject({ code: 'master_key_missing' })
    await writeFile(path, createMasterKeyText(systemRandomness), { mode: 0o600 })
    await expect(openStore(config)).rejects.toMatchObject({ code: 'sealed_record_invalid' })
    await writeFile(path, text)
    await chmod(path, 0o644)
    await expect(openStore(config)).rejects.toMatchObject({ code: 'master_key_readable_by_others' })
    await chmod(path, 0o600)
    await (await openStore(config)).close()
    await expect(openStore({ ...config, masterKeyFile: join(other, 'nowhere.key') })).rejects.toMatchObject({
      code: 'master_key_missing',
    })
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})
