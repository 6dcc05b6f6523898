import { VOTERS, type Evidence } from '@kartu/vision'
import { quantile, type Benchmark } from './benchmark.ts'
import { simulateEvidence } from './simulated-evidence.ts'

const DEFAULT_RUNS = 9
/** Untimed rounds on the first capture: voters are compiled while they run, and a service is not restarted for every capture. */
const WARM_UP_ROUNDS = 40
const DEVICE = 'phone-midrange'
const STEPS = 5
const MICROSECONDS_PER_MILLISECOND = 1000
const MEDIAN = 0.5

interface VoterFigures {
  readonly simulated: true
  readonly device: string
  readonly frames: number
  readonly runs: number
  /** Median CPU milliseconds a capture. The first voter that asks for a shared input pays for it, as in the service. */
  readonly cpuMs: Readonly<Record<string, number>>
  readonly cpuMsTotal: number
}

/** `npm run bench -- voters`: what each voter costs on a simulated capture of five frames 1280 × 800. */
export const votersBenchmark: Benchmark<VoterFigures> = {
  async run({ runs = DEFAULT_RUNS, seed = 'bench', report }) {
    const samples = new Map<string, number[]>(VOTERS.map((voter) => [voter.id, []]))
    const totals: number[] = []
    // Filmed before anything is timed, so that no voter is charged for what the simulator leaves to collect.
    const filmed: Evidence[] = []
    for (let i = 0; i < runs; i++) {
      const presentation = { species: 'bona_fide', device: DEVICE, seed: `${seed}/${i}`, steps: STEPS }
      filmed.push((await simulateEvidence(presentation)).evidence)
      report(`filmed ${i + 1} of ${runs}`)
    }
    for (let round = 0; round < WARM_UP_ROUNDS; round++) {
      // A copy has none of the inputs that voters share, so that each is worked out as on a new capture.
      const copy = { ...filmed[round % runs]! }
      for (const voter of VOTERS) voter.vote(copy)
    }
    for (const warm of filmed) {
      const evidence = { ...warm }
      let totalMs = 0
      for (const voter of VOTERS) {
        const before = process.cpuUsage()
        voter.vote(evidence)
        const { user, system } = process.cpuUsage(before)
        const spentMs = (user + system) / MICROSECONDS_PER_MILLISECOND
        totalMs += spentMs
        samples.get(voter.id)?.push(spentMs)
      }
      totals.push(totalMs)
    }
    const round = (ms: number): number => Number(ms.toFixed(1))
    return {
      simulated: true,
      device: DEVICE,
      frames: STEPS,
      runs,
      cpuMs: Object.fromEntries([...samples].map(([id, values]) => [id, round(quantile(values, MEDIAN))])),
      cpuMsTotal: round(quantile(totals, MEDIAN)),
    }
  },
  print(result) {
    const figures = result as VoterFigures
    const rows = Object.entries(figures.cpuMs).map(
      ([id, ms]) => `${id.padEnd(20)} ${ms.toFixed(1).padStart(7)} ms`,
    )
    const total = `${'all voters'.padEnd(20)} ${figures.cpuMsTotal.toFixed(1).padStart(7)} ms`
    return [
      ...rows,
      `${total}  CPU, median of ${figures.runs} simulated captures of ${figures.frames} frames`,
    ].join('\n')
  },
}
