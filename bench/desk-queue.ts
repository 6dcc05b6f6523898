import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCustomer, openStore, parseConfig, serve, type OpenStore } from '@kartu/server'
import { quantile, type Benchmark, type BenchmarkOrder } from './benchmark.ts'

const CASES = 10_000
/** Each with a sealed name, as the list shows it; every one has several cases. */
const CUSTOMERS = 2_000
const PAGE_ROWS = 50
const DEFAULT_RUNS = 1
const WARM_UPS = 5
const PLENTY = '1000000'
const PASSWORD = 'kuda-hijau-di-atas-awan'
const BUDGET_MS = 200

interface Figures {
  readonly n: number
  readonly p50: number
  readonly p95: number
  readonly max: number
  /** Requests that took longer than the budget. */
  readonly over: number
}

interface QueueFigures {
  readonly processor: string
  readonly node: string
  readonly cases: number
  readonly customers: number
  readonly pageRows: number
  readonly budgetMs: number
  /** Wall milliseconds a request over loopback HTTP, one at a time, by what was asked. */
  readonly requestMs: Readonly<Record<string, Figures>>
}

interface Desk {
  readonly url: string
  readonly cookie: string
}

/** Judged captures that wait for a person, written as the service writes them, but in bulk. */
async function seedQueue({ ctx, database }: OpenStore, organisationId: string): Promise<void> {
  const customers: string[] = []
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const fullName = `Nasabah Contoh ${index}`
    const { row } = await createCustomer(ctx, organisationId, { fullName, actor: 'operator' })
    customers.push(row.id)
  }
  const values = [organisationId, customers, CASES, CUSTOMERS]
  const cases = `select 'ktpb_' || lpad(i::text, 26, '0') as bundle_id, 'ver_' || lpad(i::text, 26, '0') as verification_id,
    ($2::text[])[1 + i % $4::int] as customer_id, now() - interval '9 days' + i * interval '77 seconds' as at, i
    from generate_series(1, $3::int) as i`
  await database.pool.query(
    `insert into ktp_bundles (id, organisation_id, customer_id, platform, sdk_version, captured_at, received_at, wrapped_data_key,
      sealed_manifest, frame_count, state, judged_at, verdict, assurance_tier)
    select bundle_id, $1, customer_id, 'web', 'bench/1', at, at, '\\x00', '\\x00', 5, 'judged', at + interval '2 seconds',
      'requires_review', 'low' from (${cases}) as made`,
    values,
  )
  await database.pool.query(
    `insert into verifications (id, organisation_id, customer_id, bundle_id, method, status, score, assurance_tier, judgement, created_at)
    select verification_id, $1, customer_id, bundle_id, 'ktp_capture', 'pending', 40 + i % 30, 'low', '{}', at from (${cases}) as made`,
    values,
  )
  await database.pool.query(
    `insert into reviews (organisation_id, bundle_id, customer_id, verification_id, received_at, score, verdict, assurance_tier, codes,
      passed_voters, failed_voters, abstained_voters, state)
    select $1, bundle_id, customer_id, verification_id, at, 40 + i % 30, 'requires_review', 'low', array['screen_moire'],
      array['font_match', 'nik_consistency'], case when i % 3 = 0 then array['screen_moire'] else array['specular_check'] end,
      array['hologram_check'], 'open' from (${cases}) as made`,
    values,
  )
  await database.pool.query('analyze')
}

async function signIn(url: string, dataDir: string): Promise<Desk> {
  const sandbox = JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8')) as {
    readonly administrator: { readonly email: string; readonly firstPassword: string }
  }
  const { email, firstPassword } = sandbox.administrator
  const send = async (path: string, body: object, cookie = ''): Promise<string> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  }
  const first = await send('/api/desk/session', { email, password: firstPassword })
  const change = { currentPassword: firstPassword, newPassword: PASSWORD }
  return { url, cookie: await send('/api/desk/session/password', change, first) }
}

interface Page {
  readonly nextCursor: string | null
}

async function ask(
  { url, cookie }: Desk,
  path: string,
): Promise<{ readonly page: Page; readonly ms: number }> {
  const startedMs = performance.now()
  const answer = await fetch(`${url}/api/desk/reviews${path}`, { headers: { cookie } })
  const page = (await answer.json()) as Page
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return { page, ms: performance.now() - startedMs }
}

/** The customers of a name, by id, as the pages look them up. */
async function findCustomers({ url, cookie }: Desk, q: string): Promise<string> {
  const answer = await fetch(`${url}/api/desk/customers/search`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ q }),
  })
  if (!answer.ok) throw new Error(`the search answered ${answer.status}`)
  const { customers } = (await answer.json()) as { readonly customers: readonly { readonly id: string }[] }
  return customers.map(({ id }) => id).join()
}

/** Every page of a list, one after the other. */
async function pageThrough(desk: Desk, query: string): Promise<number[]> {
  const samples: number[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { page, ms } = await ask(
      desk,
      `?limit=${PAGE_ROWS}${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )
    samples.push(ms)
    cursor = page.nextCursor
  }
  return samples
}

const figuresOf = (samples: readonly number[]): Figures => ({
  n: samples.length,
  p50: quantile(samples, 0.5),
  p95: quantile(samples, 0.95),
  max: Math.max(...samples),
  over: samples.filter((ms) => ms > BUDGET_MS).length,
})

async function measure(desk: Desk, order: BenchmarkOrder): Promise<QueueFigures['requestMs']> {
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await ask(desk, `?limit=${PAGE_ROWS}`)
  const samples: Record<string, number[]> = {}
  const add = (name: string, more: readonly number[]): void => void (samples[name] ??= []).push(...more)
  for (let run = 0; run < (order.runs ?? DEFAULT_RUNS); run += 1) {
    order.report(`paging through ${CASES} cases, run ${run + 1}`)
    add('open', await pageThrough(desk, ''))
    add('open, one failed voter', await pageThrough(desk, '&failedVoter=screen_moire'))
    add(
      'open, of one name',
      await pageThrough(desk, `&customers=${await findCustomers(desk, 'nasabah 1234')}`),
    )
    for (let count = 0; count < PAGE_ROWS; count += 1) add('counts', [(await ask(desk, '/counts')).ms])
  }
  return Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, figuresOf(all)]))
}

/** How long an analyst waits for a page of a long queue: the real service, the real database, sealed names. */
export const deskQueueBenchmark: Benchmark<QueueFigures> = {
  async run(order) {
    const dataDir = await mkdtemp(join(tmpdir(), 'kartu-queue-'))
    const config = parseConfig({
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      WORKERS: '1',
      LOG_LEVEL: 'warn',
      RATE_LIMIT_READ: PLENTY,
    })
    try {
      const service = await serve(config)
      // Its database ends when it is closed below.
      service.broken.catch(() => undefined)
      try {
        order.report(`seeding ${CASES} cases of ${CUSTOMERS} customers`)
        const store = await openStore(config, { attach: true, maxConnections: 2 })
        const { organisationId } = JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8')) as {
          readonly organisationId: string
        }
        try {
          await seedQueue(store, organisationId)
        } finally {
          await store.close()
        }
        return {
          processor: cpus()[0]?.model ?? 'unknown',
          node: process.version,
          cases: CASES,
          customers: CUSTOMERS,
          pageRows: PAGE_ROWS,
          budgetMs: BUDGET_MS,
          requestMs: await measure(await signIn(service.url, dataDir), order),
        }
      } finally {
        await service.close()
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
  print(result) {
    const { cases, customers, pageRows, budgetMs, requestMs, processor, node } = result as QueueFigures
    const ms = (value: number): string => value.toFixed(1).padStart(7)
    return [
      `${cases} open cases of ${customers} customers, ${pageRows} a page, on ${processor}, Node ${node}`,
      'Wall milliseconds a request over loopback, one at a time:',
      `${'asked for'.padEnd(24)}    n     p50     p95     max`,
      ...Object.entries(requestMs).map(
        ([name, { n, p50, p95, max }]) =>
          `${name.padEnd(24)} ${String(n).padStart(4)} ${ms(p50)} ${ms(p95)} ${ms(max)}`,
      ),
      `Budget: ${budgetMs} ms; requests that took longer: ${Object.values(requestMs).reduce((sum, { over }) => sum + over, 0)}.`,
    ].join('\n')
  },
}
