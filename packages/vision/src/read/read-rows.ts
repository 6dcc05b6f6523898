import {
  ROW_NAMES,
  type CardBox,
  type RawLine,
  type RawRows,
  type RowName,
  type UnreadHint,
} from '@kartu/core'
import { rectifyRegion } from '../card/rectify-region.ts'
import { inkMap } from './layout/ink-map.ts'
import type { LineBox } from './layout/line-box.ts'
import { locateLines, openPage } from './layout/locate-lines.ts'
import { settleStretch, toLineBox, toStretch, type Page } from './layout/page.ts'
import { rankOtherFrames, type RowSource } from './rank-frames.ts'
import { splitGenderRow } from './split-gender-row.ts'
import { decodeLine, type DecodedChar } from './recognise/decode-line.ts'
import { hintFor } from './recognise/hint-for.ts'
import { readLabel, scoreLine, type LineReader, type ScoredLine } from './recognise/line-reader.ts'
import { ROW_STYLES } from './recognise/row-styles.ts'

/** Width at which cards are read: body capitals are then 19 px high. */
export const READING_WIDTH_PX = 1280
/** Frames whose evidence is combined at most; others only add time. */
const MAX_FRAMES = 3
/** A row of which a character is less certain than this, or whose form is incomplete, is looked at in the next frame too. */
const SETTLED = 0.98
/** How likely a line ends where a blown-out patch begins. */
const ENDS_HERE = 0.3
/** Around a line in another frame, in cap heights: room for the card's movement and for paper to compare ink with. */
const STRIP_MARGIN_CAPS = { x: 1, y: 1.3 } as const

/** The rows that are lines of their own: the blood group stands in the gender's. */
const LINE_ROWS = ROW_NAMES.filter((row) => row !== 'bloodType')

/** One row: where it stands, and what each frame that was looked at says of each of its lines. */
interface RowEvidence {
  readonly row: RowName
  /** The frame in which the row was found, and the page its boxes are of. */
  readonly frame: number
  readonly page: Page
  readonly boxes: readonly LineBox[]
  /** One entry a box, each one a frame. */
  readonly seen: readonly ScoredLine[][]
}

/**
 * Reads the values of all rows: from the best frame, the doubtful ones from that and up to two more frames together. Rows that
 * were found in no frame are absent. Label and colon are stripped and wrapped lines joined with one space.
 */
export async function readRows(source: RowSource, reader: LineReader): Promise<RawRows> {
  const rows = new Map<RowName, RowEvidence>()
  const read = new Map<RowName, readonly DecodedChar[]>()
  for (const frame of readingOrder(source)) {
    const doubtful = LINE_ROWS.filter((row) => !isSettled(row, read.get(row)))
    if (doubtful.length === 0) break
    for (const row of doubtful) {
      const evidence = rows.get(row)
      if (evidence) await lookAgain(source, frame, evidence, reader)
    }
    for (const evidence of await findRows(source, frame, doubtful, rows, reader))
      rows.set(evidence.row, evidence)
    for (const row of doubtful) {
      const evidence = rows.get(row)
      if (evidence) read.set(row, decodeRow(evidence, reader))
    }
  }
  return Object.fromEntries(
    [...rows.values()].flatMap((evidence) => toRawLines(source, evidence, read.get(evidence.row) ?? [])),
  )
}

/** The best frame, then the next best ones; those are compared only if somebody asks for them. */
function* readingOrder(source: RowSource): Generator<number> {
  if (source.bestFrame < 0) return
  yield source.bestFrame
  yield* rankOtherFrames(source).slice(0, MAX_FRAMES - 1)
}

function isSettled(row: RowName, chars: readonly DecodedChar[] | undefined): boolean {
  if (chars === undefined || chars.length === 0) return false
  const complete = ROW_STYLES[row].form === undefined || hasForm(row, chars)
  return complete && chars.every(({ confidence }) => confidence >= SETTLED)
}

/** Whether a row has a known form and its characters meet it. */
function hasForm(row: RowName, chars: readonly DecodedChar[]): boolean {
  return ROW_STYLES[row].form?.test(chars.map(({ char }) => char).join('')) ?? false
}

/** The last character of a line that may go on where no frame can see it. */
function doubtEnd(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  return chars.map((char, i) =>
    i < chars.length - 1
      ? char
      : {
          ...char,
          confidence: char.confidence * ENDS_HERE,
          alternatives: char.alternatives.map(({ char: other, p }) => ({ char: other, p: p * ENDS_HERE })),
        },
  )
}

/** Finds the rows that are wanted and not found yet, and looks at them in this frame. */
async function findRows(
  source: RowSource,
  frame: number,
  wanted: readonly RowName[],
  found: ReadonlyMap<RowName, RowEvidence>,
  reader: LineReader,
): Promise<readonly RowEvidence[]> {
  const missing = wanted.filter((row) => !found.has(row))
  const card = missing.length === 0 ? null : source.rectified(frame, READING_WIDTH_PX)
  if (card === null) return []
  const page = openPage(card)
  const { lines } = await locateLines(page, (line) => readLabel(reader, page, line))
  const rows: RowEvidence[] = []
  for (const row of missing) {
    const boxes = lines[row] ?? []
    const seen: ScoredLine[][] = []
    for (const box of boxes) seen.push([await scoreLine(reader, page, box, ROW_STYLES[row])])
    if (boxes.length > 0) rows.push({ row, frame, page, boxes, seen })
  }
  return rows
}

/** Adds what another frame says of a row's lines: they stand at the same place of the card. */
async function lookAgain(
  source: RowSource,
  frame: number,
  { row, page, boxes, seen }: RowEvidence,
  reader: LineReader,
): Promise<void> {
  const [image, card] = [source.frames[frame]?.image, source.cards[frame]]
  if (!image || !card) return
  for (const [i, box] of boxes.entries()) {
    const cap = box.bottom - box.top
    const fall = (Math.abs(box.slope) * (box.x1 - box.x0)) / 2
    const x = Math.round(box.x0 - STRIP_MARGIN_CAPS.x * cap)
    const y = Math.round(box.top - fall - STRIP_MARGIN_CAPS.y * cap)
    const width = Math.round(box.x1 - box.x0 + 2 * STRIP_MARGIN_CAPS.x * cap)
    const height = Math.round(cap + 2 * fall + 2 * STRIP_MARGIN_CAPS.y * cap)
    const ink = inkMap(rectifyRegion(image, card, READING_WIDTH_PX, { x, y, width, height }))
    const strip: Page = { ...page, ink, slope: { perPx: box.slope, pivotX: (box.x0 + box.x1) / 2 - x } }
    const moved = { ...box, x0: box.x0 - x, x1: box.x1 - x, top: box.top - y, bottom: box.bottom - y }
    const line = toLineBox(strip, settleStretch(strip, toStretch(strip, moved)))
    seen[i]?.push(await scoreLine(reader, strip, line, ROW_STYLES[row]))
  }
}

/** Lines of one value, one space between. */
function decodeRow({ row, seen }: RowEvidence, reader: LineReader): readonly DecodedChar[] {
  const style = ROW_STYLES[row]
  const space: DecodedChar = { char: ' ', confidence: 1, alternatives: [{ char: ' ', p: 1 }] }
  return seen
    .map((looks) => {
      // A frame that can't see all of a line would vote against what it hides.
      const clear = looks.filter(({ occluded }) => !occluded)
      const used = (clear.length > 0 ? clear : looks).map(({ scores }) => scores)
      const chars = decodeLine(used, style, reader.calibration)
      return clear.length > 0 || hasForm(row, chars) ? chars : doubtEnd(chars)
    })
    .filter((line) => line.length > 0)
    .flatMap((line, i) => (i === 0 ? line : [space, ...line]))
}

type NamedLine = readonly [RowName, RawLine]

function toRawLines(
  source: RowSource,
  evidence: RowEvidence,
  chars: readonly DecodedChar[],
): readonly NamedLine[] {
  const box = boxOf(evidence)
  if (evidence.row !== 'gender') return [[evidence.row, toRawLine(source, evidence, chars, box)]]
  const { gender, bloodType, labelAt } = splitGenderRow(chars)
  const across = (share: number) => box.x0 + share * (box.x1 - box.x0)
  const genderBox = { ...box, x1: across(labelAt[0]) }
  const line: NamedLine = ['gender', toRawLine(source, evidence, gender, genderBox)]
  if (bloodType.length === 0) return [line]
  const bloodBox = { ...box, x0: across(labelAt[1]) }
  return [line, ['bloodType', toRawLine(source, evidence, bloodType, bloodBox)]]
}

function toRawLine(
  source: RowSource,
  evidence: RowEvidence,
  chars: readonly DecodedChar[],
  box: CardBox,
): RawLine {
  const [card, image] = [source.cards[evidence.frame], source.frames[evidence.frame]?.image]
  const firstLooks = evidence.seen.flatMap((looks) => looks.slice(0, 1))
  const hint: UnreadHint | null =
    isSettled(evidence.row, chars) || !card || !image ? null : hintFor(firstLooks, box, card, image)
  return {
    text: chars.map(({ char }) => char).join(''),
    confidences: chars.map(({ confidence }) => confidence),
    alternatives: chars.map(({ alternatives }) => alternatives),
    box,
    hint,
  }
}

function boxOf({ boxes, page }: RowEvidence): CardBox {
  const { width, height } = page.ink
  const fall = (line: LineBox) => (Math.abs(line.slope) * (line.x1 - line.x0)) / 2
  return {
    x0: Math.min(...boxes.map((line) => line.x0)) / width,
    y0: Math.min(...boxes.map((line) => line.top - fall(line))) / height,
    x1: Math.max(...boxes.map((line) => line.x1)) / width,
    y1: Math.max(...boxes.map((line) => line.bottom + fall(line))) / height,
  }
}
