import { FIELD_NAMES, type RawRows } from '@kartu/core'
import { loadLineReader } from '@kartu/server'
import type { SpecimenCard } from '@kartu/specimen'
import { readRows, type RgbImage, type RowSource } from '@kartu/vision'
import type { Benchmark, BenchmarkOrder } from '../benchmark.ts'
import { openPeers } from '../peers/open-peers.ts'
import { parseCardText } from '../peers/parse-card-text.ts'
import type { AbsentPeer } from '../peers/peer.ts'
import { CONDITIONS, filmCard, openPicture, type Condition, type FilmOrder } from './film-card.ts'
import { measureCalibration, type Calibration } from './measure-calibration.ts'
import { emptyScore, scoreRows, type EngineScore } from './score-reading.ts'

const DEFAULT_RUNS = 40
const DEFAULT_SEED = 'reading'
const FLASH_FRAMES = 5
const MICROSECONDS_PER_MILLISECOND = 1000
const OWN_ENGINE = 'kartu'

/** Rows of one card and the processor time they took. */
interface TimedRows {
  readonly rows: RawRows
  readonly cpuMs: number
}

/** An engine under measurement; it is given one rectified card, or a whole capture. */
interface Engine<Input> {
  readonly name: string
  readonly version: string
  readonly read: (input: Input) => Promise<TimedRows>
}

/** Untimed reads of every engine alike: ours and tesseract.js are compiled while they run, and are no faster after a dozen cards. */
const WARM_UP_READS = 12
/** Cards of each condition that are filmed before the engines read them: their pictures are held in memory. */
const BATCH_RUNS = 20

type Figures = Omit<EngineScore, 'given' | 'characters' | 'edits'> & {
  readonly version: string
  readonly calibration: Calibration
}

export interface ReadingFigures {
  readonly simulated: true
  readonly seed: string
  /** Every engine on the same rectified picture, one frame a card; cards at least 1000 px wide in room light. */
  readonly engines: Readonly<Record<string, Figures>>
  /** The same on cards 600 to 1000 px wide, out of focus, under a lamp or in the dark. */
  readonly hard: { readonly engines: Readonly<Record<string, Figures>> }
  /** Our reader as the service runs it: up to three frames of each capture together. */
  readonly capture: Readonly<Record<Condition, Figures>>
  readonly absent: readonly AbsentPeer[]
}

/** A card under the readers' eyes; `id` tells it from the others of its condition. */
interface Subject {
  readonly id: number
  readonly card: SpecimenCard
  readonly condition: Condition
  /** Its best frame, rectified; null where no card was located. */
  readonly picture: RgbImage | null
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / MICROSECONDS_PER_MILLISECOND
}

async function openEngines(order: BenchmarkOrder, withPeers: boolean) {
  const reader = await loadLineReader()
  const timed = async (read: () => Promise<RawRows>) => {
    const before = cpuMs()
    const rows = await read()
    return { rows, cpuMs: cpuMs() - before }
  }
  const version = reader.network.modelId
  const own: Engine<RgbImage> = {
    name: OWN_ENGINE,
    version,
    read: (picture) => timed(() => readRows(openPicture(picture), reader)),
  }
  const whole: Engine<RowSource> = {
    name: `${OWN_ENGINE}, all frames`,
    version,
    read: (source) => timed(() => readRows(source, reader)),
  }
  const { peers, absent } = withPeers ? await openPeers(order.report) : { peers: [], absent: [] }
  const others = peers.map((peer): Engine<RgbImage> => ({
    name: peer.name,
    version: peer.version,
    async read(picture) {
      const { texts, cpuMs: spent } = await peer.read(picture)
      return { rows: parseCardText(texts, picture), cpuMs: spent }
    },
  }))
  const close = async () => {
    for (const peer of peers) await peer.close()
  }
  return { engines: [own, ...others], whole, absent, close }
}

async function run(order: BenchmarkOrder, outlines: FilmOrder['outlines']): Promise<ReadingFigures> {
  const seed = order.seed ?? DEFAULT_SEED
  const runs = order.runs ?? DEFAULT_RUNS
  const { engines, whole, absent, close } = await openEngines(order, outlines === 'true')
  const scores = new Map<string, EngineScore>()
  const scoreOf = (condition: Condition, engine: { readonly name: string }) => {
    const key = `${condition}/${engine.name}`
    const score = scores.get(key) ?? emptyScore()
    scores.set(key, score)
    return score
  }
  const add = (name: string, { card, condition, id }: Subject, { rows, cpuMs: spent }: TimedRows) => {
    scoreRows(scoreOf(condition, { name }), card, rows, spent, (line) => {
      if (name.startsWith(OWN_ENGINE)) order.report(`${condition} ${id} ${name}: ${line}`)
    })
  }
  const film = async (id: number): Promise<Subject[]> => {
    const subjects: Subject[] = []
    for (const condition of CONDITIONS) {
      const filmed = await filmCard({
        split: 'evaluate',
        condition,
        seed: `${seed}/${id}`,
        frames: FLASH_FRAMES,
        outlines,
      })
      if (filmed === null) continue
      const { card, picture, source } = filmed
      const subject = { id, card, condition, picture }
      subjects.push(subject)
      // Whole captures are too large to keep: this one figure of time includes collecting what the simulator leaves.
      add(whole.name, subject, await whole.read(source))
    }
    return subjects
  }
  let isWarm = false
  for (let first = 0; first < runs; first += BATCH_RUNS) {
    // A batch is filmed before it is read, so that no engine is charged for what the simulator leaves to collect.
    const subjects: Subject[] = []
    for (let id = first; id < Math.min(runs, first + BATCH_RUNS); id++) {
      subjects.push(...(await film(id)))
      order.report(`filmed ${id + 1} of ${runs}`)
    }
    const pictures = subjects.flatMap(({ picture }) => picture ?? [])
    for (const engine of engines) {
      for (let i = 0; i < WARM_UP_READS && !isWarm && pictures.length > 0; i++) {
        await engine.read(pictures[i % pictures.length]!)
      }
      for (const subject of subjects) {
        const { picture } = subject
        add(engine.name, subject, picture === null ? { rows: {}, cpuMs: 0 } : await engine.read(picture))
      }
      order.report(`${engine.name} has read ${subjects.length} cards`)
    }
    isWarm = true
  }
  await close()
  const figures = (condition: Condition, engine: Pick<Engine<unknown>, 'name' | 'version'>): Figures => {
    const score = scoreOf(condition, engine)
    const { given: _given, characters: _characters, edits: _edits, ...kept } = score
    return { version: engine.version, ...kept, calibration: measureCalibration(score) }
  }
  const all = (condition: Condition) =>
    Object.fromEntries(engines.map((engine) => [engine.name, figures(condition, engine)]))
  return {
    simulated: true,
    seed,
    engines: all('ordinary'),
    hard: { engines: all('hard') },
    capture: { ordinary: figures('ordinary', whole), hard: figures('hard', whole) },
    absent,
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)}`.padStart(6)

/** Share of the cards whose field is exact, one column an engine. */
function printTable(title: string, engines: readonly (readonly [string, Figures])[]): string[] {
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(16)}${cells.map((cell) => cell.padStart(18)).join('')}`
  const [, first] = engines[0] ?? []
  const own = first?.cpuMsPerCard ?? Number.NaN
  return [
    `${title}: ${first?.cards ?? 0} simulated cards`,
    line(
      '',
      engines.map(([name]) => name),
    ),
    ...FIELD_NAMES.map((field) =>
      line(
        field,
        engines.map(([, { fields }]) => {
          const { exact, read, n } = fields[field]
          return `${percent(exact / n)} (${percent(read / n).trim()})`
        }),
      ),
    ),
    line(
      'all 16',
      engines.map(([, { allExact, cards }]) => percent(allExact / cards)),
    ),
    line(
      'CER %',
      engines.map(([, { cer }]) => (100 * cer).toFixed(2)),
    ),
    line(
      'wrong NIK ≥ .95',
      engines.map(([, { nik }]) => `${nik.wrongButBelieved} of ${nik.wrong}`),
    ),
    line(
      'CPU ms a card',
      engines.map(([, { cpuMsPerCard }]) => cpuMsPerCard.toFixed(0)),
    ),
    line(
      'CPU × ours',
      engines.map(([, { cpuMsPerCard }]) => (cpuMsPerCard / own).toFixed(1)),
    ),
    '',
  ]
}

function print(result: unknown): string {
  const figures = result as ReadingFigures
  const selective = Object.entries(figures.capture).flatMap(([condition, { calibration }]) => [
    `${condition}, all frames: calibration error ${calibration.ece.toFixed(4)}; given/right at least as sure as`,
    ...calibration.selective.map(
      ({ atLeast, given, right }) =>
        `  ${atLeast.toFixed(2)}  ${percent(given)} % given, ${percent(right)} % right`,
    ),
  ])
  return [
    'Percent of cards whose field is exact (given at all). Everything here is simulated.',
    '',
    ...printTable('Ordinary', [...Object.entries(figures.engines), ['all frames', figures.capture.ordinary]]),
    ...printTable('Hard', [...Object.entries(figures.hard.engines), ['all frames', figures.capture.hard]]),
    ...selective,
    ...figures.absent.map(({ name, hint }) => `${name} is not on this machine: ${hint}`),
  ].join('\n')
}

/** Reading alone, beside the engines that one could install instead. */
export const readingBenchmark: Benchmark<ReadingFigures> = { run: (order) => run(order, 'true'), print }

/** Our reader as in the service: outlines found by `locateInFrames`. */
export const locatedReadingBenchmark: Benchmark<ReadingFigures> = {
  run: (order) => run(order, 'located'),
  print,
}
