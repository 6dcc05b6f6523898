import { captureResponseSchema, secretBytes, signBundle, type KtpBundleDetail } from '@kartu/contract'
import { composeBundle, inventCard, simulateCapture } from '@kartu/specimen'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPolicy } from '../../src/load-policy.ts'
import { openExaminePool, type ExaminePool } from '../../src/workers/examine-pool.ts'
import { CAPTURE, CHALLENGE, startTestService, type TestService } from '../harness/test-service.ts'

const LONG_MS = 180_000

let pool: ExaminePool
let kartu: TestService
beforeAll(async () => {
  pool = await openExaminePool({ workers: 1, policy: await loadPolicy(), faceStub: false })
  kartu = await startTestService({ examine: (exhibit) => pool.examine(exhibit) })
}, LONG_MS)
afterAll(async () => {
  await kartu.close()
  await pool.close()
})

/** A simulated presentation through the real API, the real models and the real voters. */
async function capture(species: string, seed: string) {
  const { customerId } = kartu.seeded
  const issued = await kartu.post(CHALLENGE, { customerId })
  const { flashChallenge } = issued.json as unknown as {
    flashChallenge: { nonce: string; hmacSecret: string; colors: string[]; holdMs: number[] }
  }
  const card = inventCard(seed)
  const shot = await simulateCapture({
    card,
    species,
    device: 'phone-flagship',
    challenge: flashChallenge,
    seed,
  })
  const unsigned = composeBundle(shot, flashChallenge.nonce, kartu.store.clock.nowMs())
  const bundle = await signBundle(unsigned, secretBytes(flashChallenge.hmacSecret))
  const answer = await kartu.post(CAPTURE, { customerId, bundle })
  expect(answer.status, answer.text).toBe(201)
  const judged = captureResponseSchema.parse(answer.json)
  const read = await kartu.get(`/api/identity/document/ktp/${judged.ktpBundle.id}`)
  const { ktpBundle } = read.json as unknown as { ktpBundle: KtpBundleDetail }
  return { card, judged, ktpBundle }
}

test(
  'a genuine specimen under the flash is high, its NIK read and its face enrolled',
  async () => {
    const { card, judged, ktpBundle } = await capture('bona_fide', 'end-to-end-1')
    expect(judged.ktpBundle).toMatchObject({ verdict: 'passed', assuranceTier: 'high' })
    expect(ktpBundle.fields?.nik.value).toBe(card.values.nik)
    expect(ktpBundle.fields?.fullName.value).toBe(card.values.fullName)
    expect(judged.faceEnrolment).toMatchObject({ fallbackStub: false })
    expect(judged.antiSpoof.voters.every((voter) => voter.reason !== 'voter_faulted')).toBe(true)
  },
  LONG_MS,
)

test(
  'a card on a screen is not trusted',
  async () => {
    const { judged } = await capture('oled_phone_replay', 'end-to-end-2')
    expect(judged.ktpBundle.assuranceTier).toBe('low')
    expect(judged.ktpBundle.verdict).not.toBe('passed')
  },
  LONG_MS,
)

test(
  'an operator who runs without face models on purpose gets enrolments that say so',
  async () => {
    const stubbed = await openExaminePool({ workers: 1, policy: await loadPolicy(), faceStub: true })
    const card = inventCard('end-to-end-3')
    const challenge = null
    const shot = await simulateCapture({
      card,
      species: 'bona_fide',
      device: 'phone-flagship',
      challenge,
      seed: 's',
    })
    const findings = await stubbed.examine({
      frames: shot.frames.slice(0, 1).map((bytes) => ({ bytes, sha256: '00'.repeat(32), tMs: null })),
      challenge,
      flashSource: null,
      flashSamples: [],
      claims: {},
      specimensAllowed: true,
      today: '2026-11-23',
    })
    await stubbed.close()
    expect(findings.isCardFound).toBe(true)
    expect(findings.face).toEqual({ embedding: null, modelId: 'none' })
  },
  LONG_MS,
)
