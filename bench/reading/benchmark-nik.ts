import { loadLineReader } from '@kartu/server'
import { READING_WIDTH_PX, readRows } from '@kartu/vision'
import type { Benchmark, BenchmarkOrder } from '../benchmark.ts'
import { CONDITIONS, filmCard, openPicture, type Condition } from './film-card.ts'
import { BELIEVED, emptyScore, scoreRows, type EngineScore } from './score-reading.ts'

const DEFAULT_RUNS = 400
/** Frames of a capture, each read by itself: the card under so many colours of light, the dark one among them. */
const FRAMES = 5
const DEFAULT_SEED = 'nik'
const REPORT_EVERY = 50

interface NikFigures {
  readonly frames: number
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

/** The NIK alone, frame by frame: how often it is read, right, and wrong with confidence. A run is a card of five frames. */
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
      frames: FRAMES,
      outlines: 'true',
    })
    for (let frame = 0; filmed !== null && frame < FRAMES; frame++) {
      const picture = filmed.source.rectified(frame, READING_WIDTH_PX)
      if (picture === null) continue
      const rows = await readRows(openPicture(picture), reader)
      scoreRows(scores[condition], filmed.card, rows, 0, (line) => {
        if (line.startsWith('nik')) order.report(`${condition} ${i}/${frame} ${line}`)
      })
    }
    if ((i + 1) % REPORT_EVERY === 0) order.report(`${i + 1} of ${runs}`)
  }
  const figuresOf = ({ fields, nik, cards }: EngineScore): NikFigures => ({
    frames: cards,
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
      ([condition, { frames, read, exact, wrong, wrongButBelieved }]) =>
        `${condition.padEnd(10)} ${frames} simulated frames: read ${percent(read, frames)}, exact of those ${percent(exact, read)}, wrong ${wrong}, of them at least ${BELIEVED} sure ${wrongButBelieved}`,
    )
    .join('\n')
}

export const nikBenchmark: Benchmark<NikRun> = { run, print }
