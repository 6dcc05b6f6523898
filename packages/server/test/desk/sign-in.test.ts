import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DECOY_HASH, hashPassword, isPassword } from '../../src/access/password-hash.ts'
import { changeUser } from '../../src/store/users.ts'
import { PASSWORD, clientOf, signIn, signInAs, type DeskClient } from '../harness/desk-client.ts'
import { startTestService, type TestService } from '../harness/test-service.ts'

const MINUTE_MS = 60_000
const STEP_MS = 30_000
const WRONG = 'bukan-kata-sandinya'

let kartu: TestService
let analyst: DeskClient
beforeAll(async () => {
  kartu = await startTestService()
  analyst = await signInAs(kartu, 'analyst')
})
afterAll(() => kartu.close())
/** Delays of one test are over before the next. */
beforeEach(() => kartu.store.clock.advance(61 * MINUTE_MS))

const attempt = (email: string, password = WRONG) => signIn(kartu, { email, password })

/** What a caller can tell apart: everything but the request's id. */
const visible = ({ status, json, headers }: Awaited<ReturnType<typeof attempt>>) => ({
  status,
  body: { ...json, requestId: undefined },
  headers: [...headers.keys()].filter((name) => name !== 'x-request-id'),
  cookie: headers.get('set-cookie'),
})

test('the decoy costs what a password costs', async () => {
  const shapeOf = (phc: string) => phc.split('$').map((part, index) => (index < 4 ? part : part.length))
  const { ctx } = kartu.store
  expect(shapeOf(DECOY_HASH)).toEqual(shapeOf(await hashPassword(PASSWORD, ctx.random)))
  expect(await isPassword(PASSWORD, await hashPassword(PASSWORD, ctx.random))).toBe(true)
  expect(await isPassword(PASSWORD, DECOY_HASH)).toBe(false)
})

describe('who does not know the password', () => {
  test('learns nothing about who exists: same answer, same time', async () => {
    const { ctx } = kartu.store
    const gone = await signInAs(kartu, 'analyst')
    await changeUser(ctx, kartu.seeded.id, gone.userId, { disabled: true }, 'operator')
    const timed = async (email: string, password: string) => {
      const beginMs = performance.now()
      const answer = await attempt(email, password)
      return { answer, ms: performance.now() - beginMs }
    }
    const known = await timed(analyst.email, WRONG)
    const unknown = await timed('nobody@bank.example', WRONG)
    const disabled = await timed(gone.email, PASSWORD)
    expect([known.answer.status, known.answer.code]).toEqual([401, 'credentials_invalid'])
    expect(visible(unknown.answer)).toEqual(visible(known.answer))
    expect(visible(disabled.answer)).toEqual(visible(known.answer))
    for (const { ms } of [known, unknown, disabled]) {
      expect(ms).toBeGreaterThan(395)
      expect(ms).toBeLessThan(5000)
    }
  })

  test('makes the account wait, an unknown one too, and the right password waits with it', async () => {
    const waits = async (email: string) => {
      const answers = []
      for (let count = 0; count < 5; count += 1) answers.push(await attempt(email))
      return answers.map(({ status, headers }) => [status, headers.get('retry-after')])
    }
    const expected = [
      [401, null],
      [401, null],
      [401, null],
      [401, null],
      [429, '2'],
    ]
    expect(await waits(analyst.email)).toEqual(expected)
    expect(await waits('nobody@bank.example')).toEqual(expected)
    expect((await attempt(analyst.email, PASSWORD)).status).toBe(429)
    kartu.store.clock.advance(2_000)
    expect((await attempt(analyst.email)).status).toBe(401)
    expect((await attempt(analyst.email, PASSWORD)).headers.get('retry-after')).toBe('4')
    kartu.store.clock.advance(4_000)
    expect((await attempt(analyst.email, PASSWORD)).status).toBe(201)
    expect((await attempt(analyst.email)).status).toBe(401)
  })

  test('gains nothing by guessing all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt('crowd@bank.example')))
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(4)
  })

  test('leaves a trace where the account is real, without what was typed', async () => {
    await attempt(analyst.email)
    const rows = await kartu.store.ctx.db
      .selectFrom('auditLog')
      .selectAll()
      .where('subject', '=', analyst.userId)
      .where('action', '=', 'user.sign_in_refused')
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const { details } of rows) expect(details).toEqual({})
    expect(kartu.logs.join('\n')).not.toContain(WRONG)
  })

  test('can send neither megabytes to hash nor a form that is none', async () => {
    expect((await attempt(analyst.email, 'x'.repeat(257))).code).toBe('validation_failed')
    expect((await attempt('not an address')).code).toBe('validation_failed')
    expect((await attempt(analyst.email, 'x'.repeat(9000))).code).toBe('payload_too_large')
  })
})

test('one address gets five attempts a minute, whatever the accounts', async () => {
  const guarded = await startTestService({ config: { RATE_LIMIT_LOGIN: '5' } })
  try {
    const statuses = []
    for (let count = 0; count < 6; count += 1) {
      const answer = await signIn(guarded, { email: `guess${count}@bank.example`, password: WRONG })
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  } finally {
    await guarded.close()
  }
})

describe('a second step', () => {
  const TOTP_PATH = '/api/desk/session/totp'
  let holder: DeskClient
  let totp: TOTP
  const code = () => totp.generate({ timestamp: kartu.store.clock.nowMs() })
  const withCode = (totpCode: string) => signIn(kartu, { email: holder.email, password: PASSWORD, totpCode })

  beforeAll(async () => {
    holder = await signInAs(kartu, 'senior_analyst')
    const offer = await holder.post(TOTP_PATH)
    expect(offer.status).toBe(201)
    expect(offer.json.uri).toMatch(/^otpauth:\/\/totp\/Kartu/)
    totp = new TOTP({ secret: Secret.fromBase32(offer.json.secret as string) })
    expect((await signIn(kartu, { email: holder.email, password: PASSWORD })).status).toBe(201)
    expect((await holder.post(`${TOTP_PATH}/confirm`, { code: '000000' })).code).toBe('totp_code_invalid')
    const confirmed = await holder.post(`${TOTP_PATH}/confirm`, { code: code() })
    expect([confirmed.status, confirmed.json.user.totpEnabled]).toEqual([200, true])
  })

  test('is asked for once the password is right, and not before', async () => {
    const asked = await signIn(kartu, { email: holder.email, password: PASSWORD })
    expect([asked.status, asked.code]).toEqual([401, 'totp_required'])
    expect((await attempt(holder.email)).code).toBe('credentials_invalid')
    const grouped = `${code().slice(0, 3)} ${code().slice(3)}`
    expect((await withCode(grouped)).status).toBe(201)
  })

  test('takes each code once, and none of before', async () => {
    const first = code()
    expect((await withCode(first)).status).toBe(201)
    expect((await withCode(first)).code).toBe('credentials_invalid')
    kartu.store.clock.advance(STEP_MS)
    const second = code()
    const both = await Promise.all([withCode(second), withCode(second)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401])
    expect((await withCode(first)).code).toBe('credentials_invalid')
  })

  test('does not run out of attempts by being asked for', async () => {
    for (let count = 0; count < 6; count += 1) {
      const asked = await signIn(kartu, { email: holder.email, password: PASSWORD })
      expect(asked.code).toBe('totp_required')
    }
    expect((await withCode(code())).status).toBe(201)
  })

  test('is sealed at rest', async () => {
    const row = await kartu.store.ctx.db
      .selectFrom('users')
      .select('sealedTotpSecret')
      .where('id', '=', holder.userId)
      .executeTakeFirstOrThrow()
    const secret = Buffer.from(totp.secret.bytes)
    expect(row.sealedTotpSecret?.includes(secret)).toBe(false)
  })

  test('is given up with the password only', async () => {
    const client = clientOf(kartu, await withCode(code()))
    expect((await client.post(TOTP_PATH)).code).toBe('totp_enabled')
    expect((await client.delete(TOTP_PATH, { password: WRONG })).code).toBe('password_wrong')
    const removed = await client.delete(TOTP_PATH, { password: PASSWORD })
    expect([removed.status, removed.json.user.totpEnabled]).toEqual([200, false])
    expect((await signIn(kartu, { email: holder.email, password: PASSWORD })).status).toBe(201)
  })
})
