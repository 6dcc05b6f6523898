import { Writable } from 'node:stream'
import { assembleCardReading, castFault } from '@kartu/core'
import { secretBytes, signBundle, type ErrorBody } from '@kartu/contract'
import { VOTERS } from '@kartu/vision'
import type { FastifyInstance } from 'fastify'
import { parseConfig, type Config } from '../../src/config.ts'
import { createLogger } from '../../src/http/logger.ts'
import { loadPolicy } from '../../src/load-policy.ts'
import { createService, type Service, type ServiceParts } from '../../src/service.ts'
import type { CardPictures } from '../../src/verify/draw-pictures.ts'
import type { Exhibit, Findings } from '../../src/verify/exhibit.ts'
import { createIntakePool } from '../../src/workers/intake-pool.ts'
import { testFrame } from './test-frame.ts'
import { seedOrganisation, type SeededOrganisation } from './seed.ts'
import { openTestStore, type TestStore } from './test-store.ts'

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: Record<string, never> & ErrorBody
}

export interface TestService {
  readonly store: TestStore
  readonly service: Service
  readonly app: FastifyInstance
  readonly seeded: SeededOrganisation
  /** Every log line so far. */
  readonly logs: string[]
  /** Rows of every table, and blobs: what a refused request must leave as it was. */
  countEverything(): Promise<Readonly<Record<string, number>>>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>
  issueChallenge(): Promise<IssuedChallenge>
  close(): Promise<void>
}

export interface IssuedChallenge {
  readonly nonce: string
  readonly hmacSecret: string
}

/** Tables that refused requests may touch: counters, and nothing else. */
const COUNTERS = new Set(['rate_limits', 'kartu_migrations', 'migrations', 'schema_migrations'])

/** The pixels have tests of their own: here a capture is judged at once, by voters that all abstain. */
export async function abstainFromEverything(exhibit: Exhibit): Promise<Findings> {
  const { today, specimensAllowed } = exhibit
  return {
    isCardFound: true,
    reading: assembleCardReading({}, { today, specimensAllowed }),
    votes: VOTERS.map((voter) => castFault(voter)),
    face: null,
    stageMs: { decode: 1 },
    voterMs: {},
  }
}

/** The whole service on a database of its own, requests injected without a socket. */
export async function startTestService(
  options: {
    readonly config?: Readonly<Record<string, string>>
    readonly examine?: (exhibit: Exhibit) => Promise<Findings>
    readonly draw?: (exhibit: Exhibit) => Promise<CardPictures>
    readonly store?: TestStore
  } = {},
): Promise<TestService> {
  const store = options.store ?? (await openTestStore())
  const logs: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logs.push(chunk.toString())
      done()
    },
  })
  const intakePool = createIntakePool()
  const parts: ServiceParts = {
    config: testConfig(options.config),
    ctx: store.ctx,
    database: store.database,
    blobs: store.blobs,
    policy: await loadPolicy(),
    examinePool: {
      examine: options.examine ?? abstainFromEverything,
      draw: options.draw ?? (async () => ({ evidence: {}, lines: {}, face: null })),
      isWarm: () => true,
      running: 0,
    },
    intakePool,
    logger: createLogger('trace', sink),
  }
  const service = await createService(parts)
  const { app } = service
  await app.ready()
  service.runner.start()
  service.courier.start()
  const seeded = await seedOrganisation(store.ctx)
  const authorization = `Bearer ${seeded.issued.key}`
  const post: TestService['post'] = async (path, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const answer = await app.inject({
      method: 'POST',
      url: path,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      payload: isRaw ? Buffer.from(body) : JSON.stringify(body),
    })
    return answerOf(answer)
  }
  return {
    store,
    service,
    app,
    seeded,
    logs,
    post,
    async get(path, headers = {}) {
      return answerOf(await app.inject({ method: 'GET', url: path, headers: { authorization, ...headers } }))
    },
    async issueChallenge() {
      const answer = await post(CHALLENGE, { customerId: seeded.customerId })
      return (answer.json as unknown as { flashChallenge: IssuedChallenge }).flashChallenge
    },
    async countEverything() {
      const { rows } = await store.database.pool.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'public'",
      )
      const counts: Record<string, number> = {}
      for (const { name } of rows) {
        if (COUNTERS.has(name)) continue
        const { rows: counted } = await store.database.pool.query<{ n: number }>(
          `select count(*)::int as n from "${name}"`,
        )
        counts[name] = counted[0]?.n ?? 0
      }
      const { rows: consumed } = await store.database.pool.query<{ n: number }>(
        'select count(*)::int as n from flash_challenges where consumed_at is not null',
      )
      let blobs = 0
      for await (const _blob of store.blobs.list()) blobs += 1
      return { ...counts, blobs, consumed: consumed[0]?.n ?? 0 }
    },
    async close() {
      await service.drain()
      await intakePool.close()
      if (options.store === undefined) await store.close()
    },
  }
}

/** Settings of a test: no rate limit in the way unless it is the subject. */
export function testConfig(environment: Readonly<Record<string, string>> = {}): Config {
  const plenty = '1000000'
  return parseConfig({
    PUBLIC_URL: 'https://kartu.example',
    WORKERS: '2',
    RATE_LIMIT_CHALLENGE: plenty,
    RATE_LIMIT_CAPTURE: plenty,
    RATE_LIMIT_WRITE: plenty,
    RATE_LIMIT_READ: plenty,
    RATE_LIMIT_LOGIN: plenty,
    ...environment,
  })
}

export const CHALLENGE = '/api/identity/document/ktp/challenge'
export const CAPTURE = '/api/identity/document/ktp/capture'

/** A bundle as an SDK would make it, signed with `secret`; overrides are signed too. */
export async function signedCapture(
  order: {
    readonly customerId: string
    readonly secret: string
    readonly nonce?: string
    readonly nowMs: number
    readonly frames?: readonly Uint8Array[]
  } & Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<{ customerId: string; bundle: Record<string, unknown> }> {
  const unsigned = {
    version: '1.0',
    sdkVersion: 'test/1',
    platform: 'web',
    capturedAt: new Date(order.nowMs).toISOString(),
    ...(order.nonce === undefined ? {} : { flashChallengeNonce: order.nonce }),
    ...overrides,
    frames: order.frames ?? [await testFrame()],
  }
  return { customerId: order.customerId, bundle: await signBundle(unsigned, secretBytes(order.secret)) }
}

function answerOf(answer: {
  statusCode: number
  headers: Record<string, unknown>
  payload: string
}): TestAnswer {
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.payload,
    json: (isJson ? JSON.parse(answer.payload) : {}) as TestAnswer['json'],
  }
}
