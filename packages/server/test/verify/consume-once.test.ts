import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMasterKeyText } from '@kartu/vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { systemRandomness } from '../../src/adapters/system-randomness.ts'
import { openStore, type OpenStore } from '../../src/store/open-store.ts'
import { startServiceProcess, type ServiceProcess } from '../harness/service-process.ts'
import { seedOrganisation, type SeededOrganisation } from '../harness/seed.ts'
import { createTestDatabase, type TestDatabase } from '../harness/test-database.ts'
import {
  CAPTURE,
  CHALLENGE,
  signedCapture,
  startTestService,
  type IssuedChallenge,
} from '../harness/test-service.ts'

const SUBMITS = 200
const LONG_MS = 180_000

test(
  'of 200 simultaneous submits of one bundle one is consumed and 199 find the challenge consumed',
  async () => {
    const kartu = await startTestService({ config: { QUEUE_LIMIT: '500' } })
    try {
      const { nonce, hmacSecret } = await kartu.issueChallenge()
      const order = { customerId: kartu.seeded.customerId, nonce, nowMs: kartu.store.clock.nowMs() }
      const body = JSON.stringify(await signedCapture({ ...order, secret: hmacSecret }))
      const answers = await Promise.all(Array.from({ length: SUBMITS }, () => kartu.post(CAPTURE, body)))
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(answers.filter(({ json }) => json.code === 'challenge_consumed')).toHaveLength(SUBMITS - 1)
      const counts = await kartu.countEverything()
      expect([counts['ktp_bundles'], counts['verifications'], counts['jobs'], counts['blobs']]).toEqual([
        1, 1, 1, 1,
      ])
    } finally {
      await kartu.close()
    }
  },
  LONG_MS,
)

/** Two real services, two processes, one database and one blob directory. */
interface Cluster {
  readonly dir: string
  readonly database: TestDatabase
  readonly store: OpenStore
  readonly seeded: SeededOrganisation
  readonly nodes: readonly ServiceProcess[]
}

let cluster: Cluster

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kartu-cluster-'))
  const masterKeyFile = join(dir, 'master.key')
  await writeFile(masterKeyFile, createMasterKeyText(systemRandomness), { mode: 0o600 })
  const database = await createTestDatabase()
  const { host, port, user, database: name } = database.connection
  const databaseUrl = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(String(host))}`
  const blobUrl = `file://${join(dir, 'blobs')}`
  const store = await openStore({ dataDir: dir, databaseUrl, blobUrl, masterKeyFile, masterKey: null })
  const seeded = await seedOrganisation(store.ctx)
  const environment = {
    DATABASE_URL: databaseUrl,
    BLOB_URL: blobUrl,
    MASTER_KEY_FILE: masterKeyFile,
    QUEUE_LIMIT: '500',
    LOG_LEVEL: 'warn',
  }
  const nodes = await Promise.all(
    ['a', 'b'].map((name) => startServiceProcess({ ...environment, DATA_DIR: join(dir, name) })),
  )
  cluster = { dir, database, store, seeded, nodes }
}, LONG_MS)

afterAll(async () => {
  await Promise.all(cluster.nodes.map((node) => node.kill()))
  await cluster.store.close()
  await cluster.database.drop()
  await rm(cluster.dir, { recursive: true, force: true })
})

test(
  'so it is when they are sent to two server processes on one database',
  async () => {
    const { nodes, seeded, store } = cluster
    const headers = { authorization: `Bearer ${seeded.issued.key}`, 'content-type': 'application/json' }
    const post = async (node: number, path: string, body: string) => {
      const answer = await fetch(`${nodes[node % nodes.length]?.url}${path}`, {
        method: 'POST',
        headers,
        body,
      })
      return {
        status: answer.status,
        json: (await answer.json()) as { code?: string; flashChallenge: IssuedChallenge },
      }
    }
    const issued = await post(0, CHALLENGE, JSON.stringify({ customerId: seeded.customerId }))
    const { nonce, hmacSecret } = issued.json.flashChallenge
    const order = { customerId: seeded.customerId, nonce, nowMs: systemClock.nowMs() }
    const body = JSON.stringify(await signedCapture({ ...order, secret: hmacSecret }))
    const answers = await Promise.all(
      Array.from({ length: SUBMITS }, (_, index) => post(index, CAPTURE, body)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.code === 'challenge_consumed')).toHaveLength(SUBMITS - 1)
    const { rows } = await store.database.pool.query<{ bundles: number; verdicts: number }>(
      'select (select count(*)::int from ktp_bundles) as bundles, (select count(*)::int from verifications) as verdicts',
    )
    expect(rows).toEqual([{ bundles: 1, verdicts: 1 }])
  },
  LONG_MS,
)
