import {
  ROW_NAMES,
  type CardBox,
  type NeuralModel,
  type RawLine,
  type RawRows,
  type RowName,
  type UnreadHint,
} from '@kartu/core'
import type { LocatedCard } from '../card/located-card.ts'
import type { LineBox } from './crop-line.ts'
import type { DecodedChar } from './decode-ctc.ts'
import { fuseDigits } from './fuse-digits.ts'
import { hintFor } from './hint-for.ts'
import { locateLines, type CardLines } from './locate-lines.ts'
import { partHouseNumber } from './part-house-number.ts'
import { rankOtherFrames, type RowSource } from './rank-frames.ts'
import { readBlood } from './read-blood.ts'
import { certaintyOf, hasForm, readLine, type LineReading } from './read-line.ts'
import { ROW_STYLES } from './row-styles.ts'

/** Width at which cards are read: body capitals are then 19 px high. */
export const READING_WIDTH_PX = 1280
/** Frames read at most; the second and third only where the ones before left doubt. */
const MAX_FRAMES = 3
/** Rows below this certainty are read again in the next frame. */
const SETTLED = 0.8
/** NIK digits each must be this certain before the next frame is left unread. */
const NIK_SETTLED = 0.8
const NIK_LENGTH = 16

/** A row's reading in one frame, before it is chosen or fused. */
export interface RowReading {
  readonly chars: readonly DecodedChar[]
  readonly certainty: number
  readonly box: CardBox
  readonly hint: UnreadHint | null
}

/**
 * Reads the values of all rows from the best frame, and the doubtful ones from up to two more. Rows that were not found are
 * absent. Label and colon are stripped and wrapped lines joined with one space.
 */
export async function readRows(source: RowSource, recogniser: NeuralModel): Promise<RawRows> {
  const best = new Map<RowName, RowReading>()
  const niks: (readonly DecodedChar[])[] = []
  for (const frame of readingOrder(source)) {
    const wanted = ROW_NAMES.filter((row) => !isSettled(row, best.get(row)))
    if (wanted.length === 0) break
    const picture = source.rectified(frame, READING_WIDTH_PX)
    const card = source.cards[frame]
    if (!picture || !card) continue
    const located = locateLines(picture)
    for (const row of wanted) {
      const reading = await readRow(located, row, card, recogniser)
      if (reading === null) continue
      if (row === 'nik') niks.push(reading.chars)
      const before = best.get(row)
      if (!before || worth(reading, row) > worth(before, row)) best.set(row, reading)
    }
    const nik = best.get('nik')
    const fused = fuseDigits(niks, NIK_LENGTH)
    if (nik && fused) best.set('nik', { ...nik, chars: fused, certainty: certaintyOf(fused) })
  }
  return Object.fromEntries([...best].map(([row, reading]) => [row, toRawLine(reading)]))
}

/** The best frame, then the next best ones; those are compared only if somebody asks for them. */
function* readingOrder(source: RowSource): Generator<number> {
  yield source.bestFrame
  yield* rankOtherFrames(source).slice(0, MAX_FRAMES - 1)
}

function isSettled(row: RowName, reading: RowReading | undefined): boolean {
  if (!reading) return false
  if (!hasForm(reading.chars, ROW_STYLES[row])) return false
  if (row !== 'nik') return reading.certainty >= SETTLED
  return reading.chars.every((char) => char.confidence >= NIK_SETTLED)
}

/** A value of its row's form beats one that is not, whatever the certainties. */
const worth = (reading: RowReading, row: RowName) =>
  reading.certainty + (hasForm(reading.chars, ROW_STYLES[row]) ? 1 : 0)

async function readRow(
  located: CardLines,
  row: RowName,
  card: LocatedCard,
  recogniser: NeuralModel,
): Promise<RowReading | null> {
  const lines = located.lines[row]
  if (!lines || lines.length === 0) return null
  const readings: LineReading[] = []
  for (const line of lines) {
    const reading =
      row === 'bloodType'
        ? await readBlood(located.ink, line, recogniser)
        : await readLine(located.ink, line, ROW_STYLES[row], recogniser)
    readings.push(reading)
  }
  const joined = joinLines(readings.map((reading) => reading.chars))
  const chars = row === 'address' ? partHouseNumber(joined) : joined
  const certainty = certaintyOf(chars)
  const hint = certainty >= SETTLED ? null : hintFor(readings, card)
  return { chars, certainty, box: boxOf(lines, located), hint }
}

/** Lines of one value, one space between. */
function joinLines(lines: readonly (readonly DecodedChar[])[]): readonly DecodedChar[] {
  const space: DecodedChar = { char: ' ', confidence: 1, alternatives: [{ char: ' ', p: 1 }], position: 0 }
  return lines.filter((line) => line.length > 0).flatMap((line, i) => (i === 0 ? line : [space, ...line]))
}

function boxOf(lines: readonly LineBox[], located: CardLines): CardBox {
  const { width, height } = located.ink
  const fall = (line: LineBox) => (Math.abs(line.slope) * (line.x1 - line.x0)) / 2
  return {
    x0: Math.min(...lines.map((line) => line.x0)) / width,
    y0: Math.min(...lines.map((line) => line.top - fall(line))) / height,
    x1: Math.max(...lines.map((line) => line.x1)) / width,
    y1: Math.max(...lines.map((line) => line.bottom + fall(line))) / height,
  }
}

function toRawLine(reading: RowReading): RawLine {
  return {
    text: reading.chars.map((char) => char.char).join(''),
    confidences: reading.chars.map((char) => char.confidence),
    alternatives: reading.chars.map((char) => char.alternatives),
    box: reading.box,
    hint: reading.hint,
  }
}
