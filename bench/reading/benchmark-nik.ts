import { loadLineReader } from '@kartu/server'
import { readRows } from '@kartu/vision'
import type { Benchmark, BenchmarkOrder } from '../benchmark.ts'
import { CONDITIONS, filmCard, openPicture, type Condition } from './film-card.ts'
import { BELIEVED, emptyScore, scoreRows, type EngineScore } from './score-reading.ts'

const DEFAULT_RUNS = 2000
const DEFAULT_SEED = 'nik'
const REPORT_EVERY = 50

interface NikFigures {
  readonly cards: number
  readonly read: number
  readonly exact: number
  readonly wrong: number
  /** Wrong with a confidence of at least 0.95. */
  readonly wrongButBelieved: number
}

interface NikRun {
  readonly simulated: true
  readonly seed: string
  readonly figures: Readonly<Record<Condition, NikFigures>>
}

/** The NIK alone on many cards, one frame each: how often it is read, right, and wrong with confidence. */
async function run(order: BenchmarkOrder): Promise<NikRun> {
  const seed = order.seed ?? DEFAULT_SEED
  const runs = order.runs ?? DEFAULT_RUNS
  const reader = await loadLineReader()
  const scores: Record<Condition, EngineScore> = { ordinary: emptyScore(), hard: emptyScore() }
  for (let i = 0; i < runs; i++) {
    const condition = CONDITIONS[i % CONDITIONS.length]!
    const filmed = await filmCard({
      split: 'evaluate',
      condition,
      seed: `${seed}/${i}`,
      frames: 1,
      outlines: 'true',
    })
    if (!filmed?.picture) continue
    const rows = await readRows(openPicture(filmed.picture), reader)
    scoreRows(scores[condition], filmed.card, rows, 0, (line) => {
      if (line.startsWith('nik')) order.report(`${condition} ${i} ${line}`)
    })
    if ((i + 1) % REPORT_EVERY === 0) order.report(`${i + 1} of ${runs}`)
  }
  const figuresOf = ({ fields, nik, cards }: EngineScore): NikFigures => ({
    cards,
    read: fields.nik.read,
    exact: fields.nik.exact,
    ...nik,
  })
  return {
    simulated: true,
    seed,
    figures: { ordinary: figuresOf(scores.ordinary), hard: figuresOf(scores.hard) },
  }
}

function print(result: unknown): string {
  const { figures } = result as NikRun
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`
  return Object.entries(figures)
    .map(
      ([condition, { cards, read, exact, wrong, wrongButBelieved }]) =>
        `${condition.padEnd(10)} ${cards} simulated cards: read ${percent(read, cards)}, exact of those ${percent(exact, read)}, wrong ${wrong}, of them at least ${BELIEVED} sure ${wrongButBelieved}`,
    )
    .join('\n')
}

export const nikBenchmark: Benchmark<NikRun> = { run, print }
