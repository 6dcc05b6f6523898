import { VOTERS, type Evidence } from '@kartu/vision'
import { quantile, type Benchmark } from './benchmark.ts'
import { simulateEvidence } from './simulated-evidence.ts'

const DEFAULT_RUNS = 9
/** Untimed rounds on the first capture: voters are compiled while they run, and a service is not restarted for every capture. */
const WARM_UP_ROUNDS = 40
const DEVICE = 'phone-midrange'
/** Frames of a capture, one to a step of its flash code: what the service asks for, and twice as many. */
const FRAMES = [5, 10] as const
const MICROSECONDS_PER_MILLISECOND = 1000
const MEDIAN = 0.5

/** Median CPU milliseconds a capture. The first voter that asks for a shared input pays for it, as in the service. */
interface VoterCosts {
  readonly frames: number
  readonly cpuMs: Readonly<Record<string, number>>
  readonly cpuMsTotal: number
}

interface VoterFigures {
  readonly simulated: true
  readonly device: string
  readonly runs: number
  readonly costs: readonly VoterCosts[]
}

/** `npm run bench -- voters`: what each voter costs on simulated captures of 1280 × 800. */
export const votersBenchmark: Benchmark<VoterFigures> = {
  async run({ runs = DEFAULT_RUNS, seed = 'bench', report }) {
    // Filmed before anything is timed, so that no voter is charged for what the simulator leaves to collect.
    const filmed = new Map<number, Evidence[]>()
    for (const frames of FRAMES) {
      filmed.set(frames, [])
      for (let i = 0; i < runs; i++) {
        const presentation = { species: 'bona_fide', device: DEVICE, seed: `${seed}/${i}`, steps: frames }
        filmed.get(frames)!.push((await simulateEvidence(presentation)).evidence)
        report(`filmed ${i + 1} of ${runs} captures of ${frames} frames`)
      }
    }
    const costs = [...filmed].map(([frames, captures]) => timeVoters(frames, captures))
    return { simulated: true, device: DEVICE, runs, costs }
  },
  print(result) {
    const { costs, runs } = result as VoterFigures
    const row = (name: string, values: readonly number[]) =>
      `${name.padEnd(20)} ${values.map((ms) => ms.toFixed(1).padStart(11)).join('')} ms`
    return [
      `${''.padEnd(20)} ${costs.map(({ frames }) => `${frames} frames`.padStart(11)).join('')}`,
      ...VOTERS.map(({ id }) =>
        row(
          id,
          costs.map(({ cpuMs }) => cpuMs[id] ?? NaN),
        ),
      ),
      row(
        'all voters',
        costs.map(({ cpuMsTotal }) => cpuMsTotal),
      ),
      `CPU, median of ${runs} simulated captures each`,
    ].join('\n')
  },
}

function timeVoters(frames: number, captures: readonly Evidence[]): VoterCosts {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    // A copy has none of the inputs that voters share, so that each is worked out as on a new capture.
    const copy = { ...captures[round % captures.length]! }
    for (const voter of VOTERS) voter.vote(copy)
  }
  const samples = new Map<string, number[]>(VOTERS.map((voter) => [voter.id, []]))
  const totals = captures.map((warm) => {
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
    return totalMs
  })
  const round = (ms: number): number => Number(ms.toFixed(1))
  return {
    frames,
    cpuMs: Object.fromEntries([...samples].map(([id, values]) => [id, round(quantile(values, MEDIAN))])),
    cpuMsTotal: round(quantile(totals, MEDIAN)),
  }
}
