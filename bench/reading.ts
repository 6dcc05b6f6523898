import {
  assembleCardReading,
  FIELD_NAMES,
  generateChallengeColors,
  ROW_NAMES,
  type FieldName,
  type Randomness,
  type RawLine,
  type RawRows,
  type RowName,
} from '@kartu/core'
import { decodeFrame, loadModels } from '@kartu/server'
import {
  createSeededRandom,
  DEVICE_PROFILES,
  inventCard,
  simulateCapture,
  type SimulatedCapture,
  type SpecimenCard,
} from '@kartu/specimen'
import {
  cardFromQuad,
  chooseBestFrame,
  locateInFrames,
  readRows,
  rectifyCard,
  type RgbImage,
  type RowSource,
} from '@kartu/vision'
import { quantile, type Benchmark, type BenchmarkOrder } from './benchmark.ts'

const DEFAULT_RUNS = 60
const DEFAULT_SEED = 'reading'
/** Day of every simulated capture, so that a run does not depend on the calendar. */
const CONTEXT = { today: '2026-06-01', specimensAllowed: true } as const
/** Cards fill this much of a 1280 px frame: 800 to 1216 px wide. */
const WIDTH_FRACTIONS = { from: 0.63, to: 0.95 } as const
const FLASH_STEPS = 5
/** A NIK read wrongly with at least this confidence would be believed. */
const BELIEVED = 0.9
const MICROSECONDS_PER_MILLISECOND = 1000

interface ReadingFigures {
  readonly simulated: true
  readonly cards: number
  readonly cardsLocated: number
  readonly recogniser: string
  /** Share of cards whose raw line equals the print, character by character. */
  readonly rowsExact: Readonly<Record<RowName, number>>
  /** Share of cards whose normalised value is right, after core's rules. */
  readonly fieldsExact: Readonly<Record<FieldName, number>>
  readonly nik: {
    readonly exact: number
    readonly unread: number
    readonly wrong: number
    readonly wrongButBelieved: number
  }
  /** CPU milliseconds of location, rectification and reading a capture of five frames. */
  readonly cpuMs: { readonly locate: number; readonly readP50: number; readonly readP95: number }
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / MICROSECONDS_PER_MILLISECOND
}

function seededBytes(seed: string): Randomness {
  const random = createSeededRandom(seed)
  return { bytes: (length) => Uint8Array.from({ length }, () => random.integer(0, 255)) }
}

/** What each row of a specimen shows, wrapped lines joined. */
function printedRows(card: SpecimenCard): Readonly<Record<RowName, string>> {
  const { printed } = card
  return {
    province: card.provinceLine,
    regency: card.regencyLine,
    nik: printed.nik,
    name: printed.fullName,
    birth: `${printed.placeOfBirth}, ${printed.dateOfBirth}`,
    gender: printed.gender,
    bloodType: printed.bloodType,
    address: printed.address,
    rtRw: printed.rtRw,
    village: printed.kelurahan,
    district: printed.kecamatan,
    religion: printed.religion,
    marital: printed.maritalStatus,
    occupation: printed.occupation,
    nationality: printed.nationality,
    validUntil: printed.validUntil,
    issuePlace: card.issuePlace,
    issueDate: printed.issueDate,
  }
}

/** What a perfect reader gives: its fields are the truth that readings are compared with. */
function perfectRows(card: SpecimenCard): RawRows {
  const line = (text: string): RawLine => ({
    text,
    confidences: Array.from(text, () => 1),
    box: { x0: 0, y0: 0, x1: 1, y1: 1 },
    hint: null,
  })
  return Object.fromEntries(Object.entries(printedRows(card)).map(([row, text]) => [row, line(text)]))
}

async function film(seed: string, index: number): Promise<{ card: SpecimenCard; capture: SimulatedCapture }> {
  const devices = DEVICE_PROFILES.map((profile) => profile.name)
  const card = inventCard(`${seed}/${index}`)
  const random = createSeededRandom(`${seed}/${index}/stage`)
  const widthFraction = random.between(WIDTH_FRACTIONS.from, WIDTH_FRACTIONS.to)
  const challenge = generateChallengeColors(seededBytes(`${seed}/${index}/code`), {
    steps: FLASH_STEPS,
    palette: 'standard',
  })
  const capture = await simulateCapture({
    card,
    species: 'bona_fide',
    device: devices[index % devices.length] ?? '',
    challenge,
    seed: `${seed}/${index}`,
    stage: { widthFraction },
  })
  return { card, capture }
}

function sourceOf(images: readonly RgbImage[], cards: RowSource['cards']): RowSource {
  const memo = new Map<string, RgbImage | null>()
  return {
    cards,
    bestFrame: chooseBestFrame(
      images.map((image) => ({ image })),
      cards,
    ),
    rectified(frame, widthPx) {
      const key = `${frame}/${widthPx}`
      const known = memo.get(key)
      if (known !== undefined) return known
      const image = images[frame]
      const card = cards[frame]
      const picture = image && card ? rectifyCard(image, card, widthPx) : null
      memo.set(key, picture)
      return picture
    },
  }
}

async function run(order: BenchmarkOrder, outline: 'true' | 'located'): Promise<ReadingFigures> {
  const cards = order.runs ?? DEFAULT_RUNS
  const { recogniser } = await loadModels()
  const rows = new Map<RowName, number>()
  const fields = new Map<FieldName, number>()
  const nik = { exact: 0, unread: 0, wrong: 0, wrongButBelieved: 0 }
  const readMs: number[] = []
  let locateMs = 0
  let located = 0
  for (let i = 0; i < cards; i++) {
    const { card, capture } = await film(order.seed ?? DEFAULT_SEED, i)
    const images = []
    for (const frame of capture.frames) images.push((await decodeFrame(frame)).image)
    const beforeLocate = cpuMs()
    const outlines =
      outline === 'true' ? capture.quads.map((quad) => cardFromQuad(quad, 1)) : locateInFrames(images)
    const beforeRead = cpuMs()
    const read = await readRows(sourceOf(images, outlines), recogniser)
    readMs.push(cpuMs() - beforeRead)
    locateMs += beforeRead - beforeLocate
    if (outlines.some((found) => found !== null)) located++
    const reading = assembleCardReading(read, CONTEXT)
    const truth = assembleCardReading(perfectRows(card), CONTEXT)
    for (const [row, text] of Object.entries(printedRows(card)) as [RowName, string][]) {
      if (read[row]?.text === text) rows.set(row, (rows.get(row) ?? 0) + 1)
      else order.report(`card ${i} ${row}: printed "${text}", read "${read[row]?.text ?? ''}"`)
    }
    for (const field of FIELD_NAMES) {
      const { value } = reading.fields[field]
      const right = truth.fields[field].value
      if (value === right) fields.set(field, (fields.get(field) ?? 0) + 1)
      else order.report(`card ${i} ${field}: is "${right ?? ''}", taken for "${value ?? ''}"`)
    }
    const { value, confidence } = reading.fields.nik
    if (value === null) nik.unread++
    else if (value === card.printed.nik) nik.exact++
    else {
      nik.wrong++
      if (confidence >= BELIEVED) nik.wrongButBelieved++
    }
  }
  const share = <Key extends string>(names: readonly Key[], counts: ReadonlyMap<Key, number>) =>
    Object.fromEntries(names.map((name) => [name, (counts.get(name) ?? 0) / cards])) as Record<Key, number>
  return {
    simulated: true,
    cards,
    cardsLocated: located,
    recogniser: recogniser.modelId,
    rowsExact: share(ROW_NAMES, rows),
    fieldsExact: share(FIELD_NAMES, fields),
    nik,
    cpuMs: { locate: locateMs / cards, readP50: quantile(readMs, 0.5), readP95: quantile(readMs, 0.95) },
  }
}

function print(result: unknown): string {
  const figures = result as ReadingFigures
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)
  const table = (shares: Readonly<Record<string, number>>) =>
    Object.entries(shares).map(([name, share]) => `  ${name.padEnd(16)}${percent(share)}`)
  const { nik, cpuMs: ms } = figures
  return [
    `Simulated specimens: ${figures.cards} captures of 5 frames, ${figures.cardsLocated} located; ${figures.recogniser}`,
    'Raw lines exact:',
    ...table(figures.rowsExact),
    'Fields exact after normalising:',
    ...table(figures.fieldsExact),
    `NIK: ${nik.exact} exact, ${nik.unread} unread, ${nik.wrong} wrong (${nik.wrongButBelieved} of them believed)`,
    `CPU ms: locate ${ms.locate.toFixed(0)}, read p50 ${ms.readP50.toFixed(0)}, p95 ${ms.readP95.toFixed(0)}`,
  ].join('\n')
}

/** Reading alone: the cards' true outlines. */
export const readingBenchmark: Benchmark<ReadingFigures> = { run: (order) => run(order, 'true'), print }

/** Reading as in the service: outlines found by `locateInFrames`. */
export const locatedReadingBenchmark: Benchmark<ReadingFigures> = {
  run: (order) => run(order, 'located'),
  print,
}
