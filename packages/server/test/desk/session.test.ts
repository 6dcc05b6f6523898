import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createUser } from '../../src/store/users.ts'
import {
  clientOf,
  cookieOf,
  ORIGIN,
  PASSWORD,
  sendTo,
  signIn,
  signInAs,
  type DeskClient,
} from '../harness/desk-client.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

const SESSION = '/api/desk/session'
const MINUTE_MS = 60_000

let kartu: TestService
let analyst: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  analyst = await signInAs(kartu, 'analyst')
})
afterAll(() => kartu.close())

async function auditActions(subject: string): Promise<string[]> {
  const rows = await kartu.store.ctx.db
    .selectFrom('auditLog')
    .select('action')
    .where('subject', '=', subject)
    .orderBy('sequence')
    .execute()
  return rows.map(({ action }) => action)
}

describe('signing in', () => {
  test('begins a session in a cookie that no script reads and no other host plants', async () => {
    const answer = await signIn(kartu, { email: analyst.email.toUpperCase(), password: PASSWORD })
    expect(answer.status).toBe(201)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-kartu_desk=[A-Za-z0-9_-]{43};/)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(attribute)
    expect(cookie).not.toContain('Domain')
    expect(answer.json).toEqual({
      user: {
        id: analyst.userId,
        name: expect.any(String),
        email: analyst.email,
        role: 'analyst',
        mustChangePassword: false,
        totpEnabled: false,
      },
      organisation: { id: kartu.seeded.id, name: 'Bank Contoh', mode: 'sandbox' },
    })
    const session = await clientOf(kartu, answer).get(SESSION)
    expect(session.json).toEqual(answer.json)
    expect(await auditActions(analyst.userId)).toContain('user.signed_in')
  })

  test('keeps the token nowhere: the database has its SHA-256, the logs nothing', async () => {
    const token = analyst.cookie.split('=')[1] ?? ''
    const { rows } = await kartu.store.database.pool.query<{ text: string }>(
      'select user_sessions::text as text from user_sessions',
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { text } of rows) expect(text).not.toContain(token)
    const logs = kartu.logs.join('\n')
    for (const secret of [token, PASSWORD, analyst.email]) expect(logs).not.toContain(secret)
  })
})

describe('a session', () => {
  test('ends after thirty idle minutes, not before', async () => {
    const client = await signInAs(kartu, 'analyst')
    kartu.store.clock.advance(29 * MINUTE_MS)
    expect((await client.get(SESSION)).status).toBe(200)
    kartu.store.clock.advance(29 * MINUTE_MS)
    expect((await client.get(SESSION)).status).toBe(200)
    kartu.store.clock.advance(30 * MINUTE_MS)
    const answer = await client.get(SESSION)
    expect([answer.status, answer.code]).toEqual([401, 'unauthorised'])
  })

  test('is not kept by what a page fetches while nobody is there', async () => {
    const client = await signInAs(kartu, 'analyst')
    for (const headers of [{ 'x-kartu-unattended': '1' }, { accept: 'text/event-stream' }]) {
      kartu.store.clock.advance(14 * MINUTE_MS)
      expect((await client.send(SESSION, { headers })).status).toBe(200)
    }
    kartu.store.clock.advance(2 * MINUTE_MS)
    expect((await client.get(SESSION)).status).toBe(401)
  })

  test('ends after twelve hours however busy it is', async () => {
    const client = await signInAs(kartu, 'analyst')
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      kartu.store.clock.advance(20 * MINUTE_MS)
      expect((await client.get(SESSION)).status).toBe(200)
    }
    kartu.store.clock.advance(20 * MINUTE_MS)
    expect((await client.get(SESSION)).status).toBe(401)
  })

  test('ends with signing out, and the cookie goes', async () => {
    const client = await signInAs(kartu, 'analyst')
    const answer = await client.delete(SESSION)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-kartu_desk=;.*Max-Age=0/)
    expect((await client.get(SESSION)).status).toBe(401)
    expect((await auditActions(client.userId)).at(-1)).toBe('user.signed_out')
  })

  test('is listed to its owner and can be ended from another one; nobody else’s can', async () => {
    const here = await signInAs(kartu, 'analyst')
    const left = clientOf(kartu, await signIn(kartu, { email: here.email, password: PASSWORD }))
    const listed = (await here.get('/api/desk/sessions')).json.sessions as { id: string; current: boolean }[]
    expect(listed).toHaveLength(2)
    expect(listed.filter(({ current }) => current)).toHaveLength(1)
    const leftId = listed.find(({ current }) => !current)?.id ?? ''
    const stranger = await signInAs(kartu, 'administrator')
    expect((await stranger.delete(`/api/desk/sessions/${leftId}`)).status).toBe(404)
    expect((await here.delete(`/api/desk/sessions/${leftId}`)).status).toBe(204)
    expect((await left.get(SESSION)).status).toBe(401)
    expect((await here.delete(`/api/desk/sessions/${leftId}`)).status).toBe(404)
    expect((await here.get(SESSION)).status).toBe(200)
  })

  test('is opened by no other token, an empty or a malformed one', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), '../'.repeat(14)]) {
      const answer = await analyst.send(SESSION, { headers: { cookie: `__Host-kartu_desk=${token}` } })
      expect(answer.status).toBe(401)
    }
    // Without the prefix a neighbouring host could have planted it.
    const token = (await signInAs(kartu, 'analyst')).cookie.replace('__Host-', '')
    expect((await analyst.send(SESSION, { headers: { cookie: token } })).status).toBe(401)
  })
})

describe('a first password', () => {
  test('opens nothing but the way to change it, which ends every other session', async () => {
    const { ctx } = kartu.store
    const user = { email: 'baru@bank.example', name: 'Baru', role: 'administrator' } as const
    const { firstPassword } = await createUser(ctx, kartu.seeded.id, user, 'operator')
    const client = clientOf(kartu, await signIn(kartu, { email: user.email, password: firstPassword }))
    const second = clientOf(kartu, await signIn(kartu, { email: user.email, password: firstPassword }))
    expect((await client.get(SESSION)).json.user.mustChangePassword).toBe(true)
    for (const path of ['/api/desk/users', '/api/desk/sessions', '/api/desk/proposals']) {
      const answer = await client.get(path)
      expect([answer.status, answer.code]).toEqual([403, 'password_change_required'])
    }
    const change = (currentPassword: string, newPassword: string) =>
      client.post(`${SESSION}/password`, { currentPassword, newPassword })
    expect((await change('kata-sandi-salah', PASSWORD)).code).toBe('password_wrong')
    expect((await change(firstPassword, firstPassword)).code).toBe('validation_failed')
    expect((await change(firstPassword, 'pendek')).code).toBe('validation_failed')
    const changed = await change(firstPassword, PASSWORD)
    expect(changed.json.user.mustChangePassword).toBe(false)
    expect((await client.get(SESSION)).status).toBe(401)
    expect((await second.get(SESSION)).status).toBe(401)
    client.cookie = cookieOf(changed)
    expect((await client.get('/api/desk/users')).status).toBe(200)
    expect((await signIn(kartu, { email: user.email, password: firstPassword })).status).toBe(401)
  })
})

describe('a request that another page makes the browser send', () => {
  beforeAll(async () => {
    analyst = await signInAs(kartu, 'analyst')
  })
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'https://neighbour.kartu.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: ORIGIN },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
    {},
  ]
  test.each(foreign)('is refused: %j', async (headers) => {
    const answer = await analyst.send('/api/desk/session/totp', { method: 'POST', headers })
    expect([answer.status, answer.code]).toEqual([403, 'origin_not_allowed'])
    const signedIn = await signIn(kartu, { email: analyst.email, password: PASSWORD }, headers)
    expect([signedIn.status, signedIn.code]).toEqual([403, 'origin_not_allowed'])
    expect(signedIn.headers.get('set-cookie')).toBeNull()
  })

  test('is refused as a picture in a neighbour’s page too', async () => {
    const answer = await analyst.send(SESSION, { headers: { 'sec-fetch-site': 'same-site' } })
    expect(answer.code).toBe('origin_not_allowed')
    expect((await analyst.send(SESSION, { headers: {} })).status).toBe(200)
  })

  test('is let in where the browser vouches that it is the service’s own page', async () => {
    const fresh = await signInAs(kartu, 'analyst')
    const answer = await fresh.send(SESSION, {
      method: 'DELETE',
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status).toBe(204)
  })
})

test('on the machine itself, without HTTPS, it works under whatever name the browser asked for', async () => {
  const local = await startTestService({ config: { PUBLIC_URL: '' } })
  try {
    const { ctx } = local.store
    const user = { email: 'lokal@bank.example', name: 'Lokal', role: 'analyst' } as const
    const { firstPassword } = await createUser(ctx, local.seeded.id, user, 'operator')
    await sendTo(local, '/healthz')
    const { port } = local.app.server.address() as AddressInfo
    const credentials = { email: user.email, password: firstPassword }
    const answer = await signIn(local, credentials, { origin: `http://127.0.0.1:${port}` })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('set-cookie')).toMatch(/^kartu_desk=[^;]+;.*HttpOnly; SameSite=Strict$/)
    const foreign = await signIn(local, credentials, { origin: `http://localhost:${port}` })
    expect(foreign.code).toBe('origin_not_allowed')
  } finally {
    await local.close()
  }
})

describe('keys and sessions', () => {
  test('do not open each other’s doors', async () => {
    const authorization = `Bearer ${kartu.seeded.issued.key}`
    for (const [method, path] of [
      ['GET', SESSION],
      ['GET', '/api/desk/users'],
      ['POST', '/api/identity/verifications/ver_x/override'],
    ] as const) {
      const answer = await sendTo(kartu, path, { method, headers: { authorization, cookie: analyst.cookie } })
      expect([answer.status, answer.code]).toEqual([403, 'operation_not_allowed'])
    }
    const answer = await analyst.get('/api/customers')
    expect([answer.status, answer.code]).toEqual([401, 'unauthorised'])
  })
})
