import { ROLES } from '@kartu/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, PASSWORD, signIn, signInAs, type DeskClient } from '../harness/desk-client.ts'
import { seedOrganisation } from '../harness/seed.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

const USERS = '/api/desk/users'

let kartu: TestService
let administrator: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  administrator = await signInAs(kartu, 'administrator')
})
afterAll(() => kartu.close())

async function auditOf(subject: string) {
  return kartu.store.ctx.db
    .selectFrom('auditLog')
    .select(['actor', 'action', 'details'])
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute()
}

test('an administrator creates a user, who begins with a password shown once', async () => {
  const created = await administrator.post(USERS, {
    name: ' Dewi ',
    email: 'Dewi@Bank.example',
    role: 'analyst',
  })
  expect(created.status).toBe(201)
  const { user, firstPassword } = created.json
  expect(user).toEqual({
    id: expect.stringMatching(/^usr_/),
    name: 'Dewi',
    email: 'dewi@bank.example',
    role: 'analyst',
    totpEnabled: false,
    mustChangePassword: true,
    disabledAt: null,
    lastLoginAt: null,
  })
  expect(firstPassword).toMatch(/^([a-z2-7]{5}-){3}[a-z2-7]{5}$/)
  const listed = await administrator.get(USERS)
  expect(listed.json.users).toContainEqual(user)
  expect(JSON.stringify(listed.json)).not.toContain(firstPassword)
  expect((await signIn(kartu, { email: user.email, password: firstPassword })).status).toBe(201)
  expect(await auditOf(user.id)).toMatchObject([
    { actor: administrator.userId, action: 'user.created', details: { role: 'analyst' } },
    { action: 'user.signed_in' },
  ])
  const again = await administrator.post(USERS, { name: 'D', email: 'DEWI@bank.example', role: 'auditor' })
  expect([again.status, again.code]).toEqual([409, 'email_taken'])
})

test('a role counts at once, a disabled user is out at once', async () => {
  const user = await signInAs(kartu, 'administrator')
  expect((await user.get(USERS)).status).toBe(200)
  const path = `${USERS}/${user.userId}`
  expect((await administrator.patch(path, { role: 'analyst' })).json.user.role).toBe('analyst')
  const refused = await user.get(USERS)
  expect([refused.status, refused.code]).toEqual([403, 'role_missing'])
  expect(refused.json.details).toEqual({ roles: ['administrator', 'auditor'] })
  const disabled = await administrator.patch(path, { disabled: true })
  expect(disabled.json.user.disabledAt).toEqual(expect.any(String))
  expect((await user.get('/api/desk/session')).status).toBe(401)
  expect((await signIn(kartu, { email: user.email, password: PASSWORD })).code).toBe('credentials_invalid')
  expect((await administrator.patch(path, { disabled: false })).json.user.disabledAt).toBeNull()
  expect((await user.get('/api/desk/session')).status).toBe(401)
  expect((await signIn(kartu, { email: user.email, password: PASSWORD })).status).toBe(201)
  const actions = (await auditOf(user.userId)).map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['user.role_changed', 'user.disabled', 'user.enabled']))
  expect((await administrator.patch(path, {})).code).toBe('validation_failed')
})

test('a reset ends sessions and the second step, and gives one new password', async () => {
  const user = await signInAs(kartu, 'analyst')
  const reset = await administrator.post(`${USERS}/${user.userId}/reset`)
  expect([reset.status, reset.json.user.mustChangePassword]).toEqual([200, true])
  expect((await user.get('/api/desk/session')).status).toBe(401)
  expect((await signIn(kartu, { email: user.email, password: PASSWORD })).status).toBe(401)
  const begun = await signIn(kartu, { email: user.email, password: reset.json.firstPassword as string })
  expect(clientOf(kartu, begun).userId).toBe(user.userId)
})

test('the last administrator stays one, even when two demote each other at once', async () => {
  const other = await seedOrganisation(kartu.store.ctx)
  const [one, two] = [
    await signInAs(kartu, 'administrator', other.id),
    await signInAs(kartu, 'administrator', other.id),
  ]
  const answers = await Promise.all([
    one.patch(`${USERS}/${two.userId}`, { role: 'auditor' }),
    two.patch(`${USERS}/${one.userId}`, { disabled: true }),
  ])
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const left = answers[0]?.status === 200 ? one : two
  const alone = await left.patch(`${USERS}/${left.userId}`, { role: 'analyst' })
  expect([alone.status, alone.code]).toEqual([409, 'last_administrator'])
})

test("another organisation's users are not there", async () => {
  const other = await seedOrganisation(kartu.store.ctx)
  const stranger = await signInAs(kartu, 'administrator', other.id)
  for (const answer of [
    await stranger.patch(`${USERS}/${administrator.userId}`, { disabled: true }),
    await stranger.post(`${USERS}/${administrator.userId}/reset`),
  ]) {
    expect([answer.status, answer.code]).toEqual([404, 'not_found'])
  }
  const listed = (await stranger.get(USERS)).json.users as { id: string }[]
  expect(listed.map(({ id }) => id)).toEqual([stranger.userId])
})

test('who may not manage users is refused, by role', async () => {
  for (const role of ROLES.filter((candidate) => candidate !== 'administrator')) {
    const client = await signInAs(kartu, role)
    const created = await client.post(USERS, { name: 'X', email: 'x@bank.example', role: 'administrator' })
    expect([created.status, created.code]).toEqual([403, 'role_missing'])
    expect((await client.patch(`${USERS}/${client.userId}`, { role: 'administrator' })).status).toBe(403)
    expect((await client.get(USERS)).status).toBe(role === 'auditor' ? 200 : 403)
  }
})
