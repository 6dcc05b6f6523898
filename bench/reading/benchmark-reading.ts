import { FIELD_NAMES, type RawRows } from '@kartu/core'
import { loadLineReader } from '@kartu/server'
import { readRows } from '@kartu/vision'
import type { Benchmark, BenchmarkOrder } from '../benchmark.ts'
import { openPeers } from '../peers/open-peers.ts'
import { parseCardText } from '../peers/parse-card-text.ts'
import type { AbsentPeer } from '../peers/peer.ts'
import {
  CONDITIONS,
  filmCard,
  openPicture,
  type Condition,
  type FilmedCard,
  type FilmOrder,
} from './film-card.ts'
import { measureCalibration, type Calibration } from './measure-calibration.ts'
import { emptyScore, scoreRows, type EngineScore } from './score-reading.ts'

const DEFAULT_RUNS = 40
const DEFAULT_SEED = 'reading'
const FLASH_FRAMES = 5
const MICROSECONDS_PER_MILLISECOND = 1000
const OWN_ENGINE = 'kartu'

/** An engine under measurement: rows of one filmed card and the processor time they took. */
interface Engine {
  readonly name: string
  readonly version: string
  readonly read: (filmed: FilmedCard) => Promise<{ readonly rows: RawRows; readonly cpuMs: number }>
}

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
  const own: Engine = {
    name: OWN_ENGINE,
    version,
    read: ({ picture }) =>
      timed(async () => (picture === null ? {} : readRows(openPicture(picture), reader))),
  }
  const whole: Engine = {
    name: `${OWN_ENGINE}, all frames`,
    version,
    read: ({ source }) => timed(() => readRows(source, reader)),
  }
  const { peers, absent } = withPeers ? await openPeers(order.report) : { peers: [], absent: [] }
  const others = peers.map((peer): Engine => ({
    name: peer.name,
    version: peer.version,
    async read({ picture }) {
      if (picture === null) return { rows: {}, cpuMs: 0 }
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
  const scoreOf = (condition: Condition, engine: Engine) => {
    const key = `${condition}/${engine.name}`
    const score = scores.get(key) ?? emptyScore()
    scores.set(key, score)
    return score
  }
  for (let i = 0; i < runs; i++) {
    for (const condition of CONDITIONS) {
      const filmed = await filmCard({
        split: 'evaluate',
        condition,
        seed: `${seed}/${i}`,
        frames: FLASH_FRAMES,
        outlines,
      })
      if (filmed === null) continue
      for (const engine of [...engines, whole]) {
        const { rows, cpuMs: spent } = await engine.read(filmed)
        const isOwn = engine.name.startsWith(OWN_ENGINE)
        scoreRows(scoreOf(condition, engine), filmed.card, rows, spent, (line) => {
          if (isOwn) order.report(`${condition} ${i} ${engine.name}: ${line}`)
        })
      }
    }
    order.report(`${i + 1} of ${runs}`)
  }
  await close()
  const figures = (condition: Condition, engine: Engine): Figures => {
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
