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
import { isOccluded } from './layout/find-occlusion.ts'
import type { LineBox, RowLines } from './layout/line-box.ts'
import { locateLines, openPage } from './layout/locate-lines.ts'
import { settleStretch, toLineBox, toStretch, type Page } from './layout/page.ts'
import { rankOtherFrames, type RowSource } from './rank-frames.ts'
import { splitGenderRow } from './split-gender-row.ts'
import { decodeGreedily, decodeLine, type DecodedChar } from './recognise/decode-line.ts'
import { hintFor } from './recognise/hint-for.ts'
import { readLabel, scoreLine, type LineReader, type ScoredLine } from './recognise/line-reader.ts'
import { ROW_STYLES } from './recognise/row-styles.ts'

/** Width at which cards are read: body capitals are then 19 px high. */
export const READING_WIDTH_PX = 1280
/** Frames whose evidence is combined at most; others only add time. */
const MAX_FRAMES = 3
/** Frames in which lines are located at most: what two don't show, a card may not have. */
const MAX_SEARCHES = 2
/** A row whose characters are less likely than this all to be right, or whose form is incomplete, is looked at in the next frame too. */
const SETTLED = 0.9
/** A wrong NIK is worth more time. */
const NIK_SETTLED = 0.98
/** Around a line in another frame, in cap heights: room for the card's movement and for paper to compare ink with. */
const STRIP_MARGIN_CAPS = { x: 1, y: 1.3 } as const

/** The rows that are lines of their own: the blood group stands in the gender's. */
const LINE_ROWS = ROW_NAMES.filter((row) => row !== 'bloodType')

/** One look at a line: in which not all of it may be to be seen. */
interface Look extends ScoredLine {
  readonly occluded: boolean
}

/** One row: where it stands, and what each frame that was looked at says of each of its lines. */
interface RowEvidence {
  readonly row: RowName
  /** The frame in which the row was found, and the page its boxes are of. */
  readonly frame: number
  readonly page: Page
  readonly lines: RowLines
  /** One entry a box, each one a frame. */
  readonly seen: readonly Look[][]
}

interface RowText {
  readonly chars: readonly DecodedChar[]
  /** Whatever was read may be a part: no frame shows all of it, or it is not known which lines are the row's. */
  readonly partial: boolean
  /** A reflection hides some of it in every frame. */
  readonly hidden: boolean
}

/**
 * Reads the values of all rows: from the best frame, the doubtful ones from that and up to two more frames together. Rows that
 * were found in no frame are absent. Label and colon are stripped and wrapped lines joined with one space.
 */
export async function readRows(source: RowSource, reader: LineReader): Promise<RawRows> {
  const rows = new Map<RowName, RowEvidence>()
  const read = new Map<RowName, RowText>()
  let searches = 0
  for (const frame of readingOrder(source)) {
    const doubtful = LINE_ROWS.filter((row) => !isSettled(row, read.get(row)))
    if (doubtful.length === 0) break
    // A row that was found is looked at again; one of which lines are missing, or some of its form, is looked for anew.
    const canSearch = searches < MAX_SEARCHES
    for (const row of doubtful) {
      const evidence = rows.get(row)
      if (!evidence || (canSearch && !(evidence.lines.complete && read.get(row)?.chars.length))) continue
      await lookAgain(source, frame, evidence, reader)
      read.set(row, decodeRow(evidence, reader))
    }
    const wanted = canSearch ? doubtful.filter((row) => isLacking(row, rows.get(row), read.get(row))) : []
    if (wanted.length > 0) searches++
    for (const evidence of await findRows(source, frame, wanted, reader)) {
      const { row } = evidence
      const text = decodeRow(evidence, reader)
      const known = read.get(row)
      // What glare or a finger cut short in one frame may stand whole in another; what is no better elsewhere stays.
      const isBetter = hasForm(row, text.chars) || !known?.chars.length || !rows.get(row)?.lines.complete
      if (rows.has(row) && !(evidence.lines.complete && isBetter)) continue
      rows.set(row, evidence)
      read.set(row, text)
    }
  }
  return Object.fromEntries(
    [...rows.values()].flatMap((evidence) =>
      toRawLines(source, evidence, read.get(evidence.row) ?? { chars: [], partial: false, hidden: false }),
    ),
  )
}

/** The best frame, then the next best ones; those are compared only if somebody asks for them. */
function* readingOrder(source: RowSource): Generator<number> {
  if (source.bestFrame < 0) return
  yield source.bestFrame
  yield* rankOtherFrames(source).slice(0, MAX_FRAMES - 1)
}

function isSettled(row: RowName, read: RowText | undefined): boolean {
  if (read === undefined || read.partial || read.chars.length === 0) return false
  const complete = ROW_STYLES[row].form === undefined || hasForm(row, read.chars)
  const certainty = read.chars.reduce((product, { confidence }) => product * confidence, 1)
  return complete && certainty >= (row === 'nik' ? NIK_SETTLED : SETTLED)
}

/** Whether a row's place is not known well: none or not all of its lines were found, or what stands there is no value of its kind. */
function isLacking(row: RowName, evidence: RowEvidence | undefined, read: RowText | undefined): boolean {
  if (!evidence?.lines.complete || !read?.chars.length) return true
  return ROW_STYLES[row].form !== undefined && !hasForm(row, read.chars)
}

/** Whether a row has a known form and its characters meet it. */
function hasForm(row: RowName, chars: readonly DecodedChar[]): boolean {
  return ROW_STYLES[row].form?.test(textOfChars(chars)) ?? false
}

const textOfChars = (chars: readonly DecodedChar[]) => chars.map(({ char }) => char).join('')

/** Finds the rows that are wanted in one frame, and looks at them there. */
async function findRows(
  source: RowSource,
  frame: number,
  wanted: readonly RowName[],
  reader: LineReader,
): Promise<readonly RowEvidence[]> {
  const card = wanted.length === 0 ? null : source.rectified(frame, READING_WIDTH_PX)
  if (card === null) return []
  const page = openPage(card)
  const located = await locateLines(page, (line) => readLabel(reader, page, line))
  const rows: RowEvidence[] = []
  for (const row of wanted) {
    const lines = located[row]
    if (!lines) continue
    const seen: Look[][] = []
    for (const box of lines.boxes) {
      const scored = await scoreLine(reader, page, box, ROW_STYLES[row])
      seen.push([{ ...scored, occluded: isOccluded(page.ink, box, lines) }])
    }
    rows.push({ row, frame, page, lines, seen })
  }
  return rows
}

/** Adds what another frame says of a row's lines: they stand at the same place of the card. */
async function lookAgain(
  source: RowSource,
  frame: number,
  { row, page, lines, seen }: RowEvidence,
  reader: LineReader,
): Promise<void> {
  const [image, card] = [source.frames[frame]?.image, source.cards[frame]]
  if (!image || !card) return
  for (const [i, box] of lines.boxes.entries()) {
    const cap = box.bottom - box.top
    const fall = (Math.abs(box.slope) * (box.x1 - box.x0)) / 2
    const x = Math.round(box.x0 - STRIP_MARGIN_CAPS.x * cap)
    const y = Math.round(box.top - fall - STRIP_MARGIN_CAPS.y * cap)
    const width = Math.round(box.x1 - box.x0 + 2 * STRIP_MARGIN_CAPS.x * cap)
    const height = Math.round(cap + 2 * fall + 2 * STRIP_MARGIN_CAPS.y * cap)
    const picture = rectifyRegion(image, card, READING_WIDTH_PX, { x, y, width, height })
    const ink = inkMap(picture, page.ink)
    const strip: Page = { ...page, ink, slope: { perPx: box.slope, pivotX: (box.x0 + box.x1) / 2 - x } }
    const moved = { ...box, x0: box.x0 - x, x1: box.x1 - x, top: box.top - y, bottom: box.bottom - y }
    const line = toLineBox(strip, settleStretch(strip, toStretch(strip, moved)))
    const limits = { fromX: lines.fromX - x, toX: lines.toX - x }
    const scored = await scoreLine(reader, strip, line, ROW_STYLES[row])
    seen[i]?.push({ ...scored, occluded: isOccluded(ink, line, limits) })
  }
}

/** Lines of one value, one space between. */
function decodeRow({ row, lines, seen }: RowEvidence, reader: LineReader): RowText {
  const style = ROW_STYLES[row]
  const space: DecodedChar = { char: ' ', confidence: 1, alternatives: [{ char: ' ', p: 1 }] }
  const decoded = seen.map((looks) => {
    // A frame that can't see all of a line, or nothing of it, would vote against what others see.
    const clear = looks.filter(({ occluded }) => !occluded)
    const used = clear.length > 0 ? clear : looks
    const telling = used.filter(({ scores }) => decodeGreedily(scores, style.mask).length > 0)
    const scores = (telling.length > 0 ? telling : used).map((look) => look.scores)
    const chars = decodeLine(scores, style, reader.calibration)
    return { chars, hidden: clear.length === 0 && !hasForm(row, chars) }
  })
  const hidden = decoded.some((line) => line.hidden)
  return {
    chars: decoded
      .filter(({ chars }) => chars.length > 0)
      .flatMap(({ chars }, i) => (i === 0 ? chars : [space, ...chars])),
    partial: !lines.complete || hidden,
    hidden,
  }
}

type NamedLine = readonly [RowName, RawLine]

function toRawLines(source: RowSource, evidence: RowEvidence, read: RowText): readonly NamedLine[] {
  const box = boxOf(evidence)
  if (evidence.row !== 'gender') return [[evidence.row, toRawLine(source, evidence, read, box)]]
  const { gender, bloodType, labelAt } = splitGenderRow(read.chars)
  const across = (share: number) => box.x0 + share * (box.x1 - box.x0)
  const genderBox = { ...box, x1: across(labelAt[0]) }
  const line: NamedLine = ['gender', toRawLine(source, evidence, { ...read, chars: gender }, genderBox)]
  if (bloodType.length === 0) return [line]
  const bloodBox = { ...box, x0: across(labelAt[1]) }
  return [line, ['bloodType', toRawLine(source, evidence, { ...read, chars: bloodType }, bloodBox)]]
}

function toRawLine(source: RowSource, evidence: RowEvidence, read: RowText, box: CardBox): RawLine {
  const { chars, partial, hidden } = read
  const [card, image] = [source.cards[evidence.frame], source.frames[evidence.frame]?.image]
  const crops = evidence.seen.flatMap((looks) => looks.slice(0, 1).map(({ crop }) => crop))
  const hint: UnreadHint | null =
    isSettled(evidence.row, read) || !card || !image ? null : hintFor(crops, hidden, box, card, image)
  return {
    text: textOfChars(chars),
    confidences: chars.map(({ confidence }) => confidence),
    alternatives: chars.map(({ alternatives }) => alternatives),
    box,
    hint,
    ...(partial ? { partial } : {}),
  }
}

function boxOf({ lines, page }: RowEvidence): CardBox {
  const { boxes } = lines
  const { width, height } = page.ink
  const fall = (line: LineBox) => (Math.abs(line.slope) * (line.x1 - line.x0)) / 2
  return {
    x0: Math.min(...boxes.map((line) => line.x0)) / width,
    y0: Math.min(...boxes.map((line) => line.top - fall(line))) / height,
    x1: Math.max(...boxes.map((line) => line.x1)) / width,
    y1: Math.max(...boxes.map((line) => line.bottom + fall(line))) / height,
  }
}
