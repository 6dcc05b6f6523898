import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKartuClient } from '@kartu/contract'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { startServiceProcess, type ServiceProcess } from '../harness/service-process.ts'
import { testFrame } from '../harness/test-frame.ts'
import { CAPTURE, signedCapture } from '../harness/test-service.ts'

const LONG_MS = 240_000
const JUDGED_TIMEOUT_MS = 60_000
/** Big frames, so that judging takes a while and the kill falls into it. */
const FRAMES = 4
const WIDTH_PX = 2400
const HEIGHT_PX = 1500

let dataDir = ''
const running: ServiceProcess[] = []
afterEach(async () => {
  await Promise.all(running.map((service) => service.kill()))
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<ServiceProcess> {
  const service = await startServiceProcess({ DATA_DIR: dataDir })
  running.push(service)
  return service
}

test(
  'a capture that was accepted when the process was killed is judged once after the restart',
  async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kartu-crash-'))
    const first = await start()
    const credentials = JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8')) as {
      organisationId: string
      apiKey: string
      captureSecret: string
    }
    const clientOf = (service: ServiceProcess) =>
      createKartuClient({ baseUrl: service.url, apiKey: credentials.apiKey, retries: 0 })
    const { customer } = await clientOf(first).createCustomer({})
    const { flashChallenge } = await clientOf(first).issueChallenge({ customerId: customer.id })
    const frames = await Promise.all(Array.from({ length: FRAMES }, () => testFrame(WIDTH_PX, HEIGHT_PX)))
    const { nonce, hmacSecret } = flashChallenge
    const order = { customerId: customer.id, secret: hmacSecret, nonce, nowMs: Date.now(), frames }
    const request = {
      method: 'POST',
      headers: {
        authorization: `Bearer ${credentials.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'the-one-capture',
      },
      body: JSON.stringify(await signedCapture(order)),
    }
    const submit = fetch(`${first.url}${CAPTURE}`, request).then(
      () => 'answered',
      () => 'cut off',
    )
    // Kill it as soon as its database says that the capture was accepted.
    const config = { dataDir, databaseUrl: null, blobUrl: null, masterKeyFile: null, masterKey: null }
    const watcher = await openStore(config, { attach: true, maxConnections: 1 })
    const states = () =>
      watcher.database.pool.query<{ id: string; state: string }>('select id, state from ktp_bundles')
    let accepted = await states()
    for (; accepted.rows.length === 0; accepted = await states()) await pause(2)
    await first.kill()
    expect(accepted.rows).toMatchObject([{ state: 'accepted' }])
    expect(await submit).toBe('cut off')
    await watcher.close().catch(() => undefined)

    const second = await start()
    // The caller who was cut off asks again, and gets the answer of the capture that was accepted.
    const again = await fetch(`${second.url}${CAPTURE}`, request)
    expect(again.status).toBe(201)
    expect(await again.json()).toMatchObject({ ktpBundle: { id: accepted.rows[0]?.id } })
    const after = await openStore(config, { attach: true, maxConnections: 1 })
    try {
      const read = async () => {
        const { rows } = await after.database.pool.query<{
          id: string
          state: string
          verdicts: number
          jobs: string
        }>(
          `select b.id, b.state, (select count(*)::int from verifications v where v.bundle_id = b.id) as verdicts,
            (select string_agg(j.state, ',') from jobs j where j.subject_id = b.id) as jobs from ktp_bundles b`,
        )
        return rows
      }
      const deadlineMs = performance.now() + JUDGED_TIMEOUT_MS
      let rows = await read()
      while (rows[0]?.state !== 'judged' && performance.now() < deadlineMs) {
        await pause(100)
        rows = await read()
      }
      expect(rows).toMatchObject([{ state: 'judged', verdicts: 1, jobs: 'done' }])
      const { ktpBundle } = await clientOf(second).getKtpBundle(rows[0]?.id ?? '')
      expect(ktpBundle.verdict).toBe('failed')
      // The picture shows no card: a real judgement, not the one of a capture that could not be examined.
      const { verification } = await clientOf(second).getVerification(ktpBundle.verificationId ?? '')
      expect(verification.reason).toBe('card_not_found')
    } finally {
      await after.close()
    }
    expect(await second.stop()).toBe(0)
  },
  LONG_MS,
)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
