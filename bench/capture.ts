import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { parseFusionPolicy } from '@kartu/core'
import { createKartuClient } from '@kartu/contract'
import {
  decodeFrame,
  examineFrames,
  loadModels,
  loadPolicy,
  type Exhibit,
  type Instruments,
} from '@kartu/server'
import { inventCard, simulateCapture, startThrowawayService } from '@kartu/specimen'
import { quantile, type Benchmark, type BenchmarkOrder } from './benchmark.ts'

const DEFAULT_RUNS = 10
const WARM_UPS = 2
const CHALLENGES = 300
const CHALLENGE_WARM_UPS = 50
const MICROSECONDS_PER_MILLISECOND = 1000
const FIVE_STEPS = {
  colors: ['#FF0000', '#000000', '#00FFFF', '#0000FF', '#FFFF00'],
  holdMs: [450, 400, 500, 420, 480],
}

interface CaptureFigures {
  readonly simulated: true
  readonly processor: string
  readonly node: string
  readonly frames: string
  readonly runs: number
  /** Median CPU milliseconds (user + system, all threads of the process) a capture. */
  readonly cpuMsPerStage: Readonly<Record<string, number>>
  readonly cpuMsTotal: number
  /** Wall milliseconds over loopback HTTP, one request at a time. */
  readonly challengeMs: { readonly p50: number; readonly p95: number; readonly n: number }
}

/** CPU time of the whole process: what decoding and inference use on library threads counts too. */
const cpuClock = {
  nowMs: (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / MICROSECONDS_PER_MILLISECOND
  },
}

async function loadInstruments(): Promise<Instruments> {
  const models = await loadModels()
  return {
    decode: decodeFrame,
    lineReader: models.lineReader,
    face: models.face,
    policy: parseFusionPolicy(await loadPolicy()),
    clock: cpuClock,
  }
}

async function simulateExhibit(seed: string): Promise<Exhibit> {
  const capture = await simulateCapture({
    card: inventCard(seed),
    species: 'bona_fide',
    device: 'phone-midrange',
    challenge: FIVE_STEPS,
    seed,
  })
  return {
    frames: capture.frames.map((bytes, index) => ({
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      tMs: capture.frameTimesMs[index] ?? null,
    })),
    challenge: FIVE_STEPS,
    flashSource: 'screen',
    flashSamples: capture.flashSamples,
    claims: capture.ocrFields,
    specimensAllowed: true,
    today: '2026-06-01',
  }
}

async function measureStages(order: BenchmarkOrder) {
  const runs = order.runs ?? DEFAULT_RUNS
  const instruments = await loadInstruments()
  const stages: Record<string, number[]> = {}
  const totals: number[] = []
  for (let run = -WARM_UPS; run < runs; run++) {
    order.report(run < 0 ? 'warming up' : `capture ${run + 1} of ${runs}`)
    const exhibit = await simulateExhibit(`${order.seed ?? 'bench'}-${run}`)
    const { stageMs } = await examineFrames(exhibit, instruments)
    if (run < 0) continue
    for (const [stage, spentMs] of Object.entries(stageMs)) (stages[stage] ??= []).push(spentMs)
    totals.push(Object.values(stageMs).reduce((sum, spentMs) => sum + spentMs, 0))
  }
  const cpuMsPerStage = Object.fromEntries(
    Object.entries(stages).map(([stage, samples]) => [stage, quantile(samples, 0.5)]),
  )
  return { runs, cpuMsPerStage, cpuMsTotal: quantile(totals, 0.5) }
}

async function measureChallenges(order: BenchmarkOrder): Promise<CaptureFigures['challengeMs']> {
  order.report('measuring challenges against a throw-away service')
  const service = await startThrowawayService({ WORKERS: '1' })
  try {
    const client = createKartuClient(service)
    const { customer } = await client.createCustomer({})
    const samples: number[] = []
    for (let request = -CHALLENGE_WARM_UPS; request < CHALLENGES; request++) {
      const startedMs = performance.now()
      await client.issueChallenge({ customerId: customer.id })
      if (request >= 0) samples.push(performance.now() - startedMs)
    }
    return { p50: quantile(samples, 0.5), p95: quantile(samples, 0.95), n: samples.length }
  } finally {
    await service.stop()
  }
}

/** CPU of every stage that looks at pixels, and how long a challenge takes. */
export const captureBenchmark: Benchmark<CaptureFigures> = {
  async run(order) {
    const stages = await measureStages(order)
    return {
      simulated: true,
      processor: cpus()[0]?.model ?? 'unknown',
      node: process.version,
      frames: '5 × 1280×800 JPEG, simulated, bona fide',
      ...stages,
      challengeMs: await measureChallenges(order),
    }
  },
  print(result) {
    const figures = result as CaptureFigures
    const row = (name: string, value: number): string =>
      `${name.padEnd(10)} ${value.toFixed(1).padStart(8)} ms`
    return [
      `${figures.frames}; median of ${figures.runs} captures on ${figures.processor}, Node ${figures.node}`,
      'CPU per capture (user + system, all threads):',
      ...Object.entries(figures.cpuMsPerStage).map(([stage, spentMs]) => `  ${row(stage, spentMs)}`),
      `  ${row('total', figures.cpuMsTotal)}`,
      `Challenge over loopback, one at a time, n = ${figures.challengeMs.n}:`,
      `  ${row('p50', figures.challengeMs.p50)}`,
      `  ${row('p95', figures.challengeMs.p95)}`,
    ].join('\n')
  },
}
