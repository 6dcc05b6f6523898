import type { NeuralModel } from '@kartu/core'
import { cropLine, SQUEEZE, type LineBox, type LineCrop } from './crop-line.ts'
import { decodeCtc, type DecodedChar } from './decode-ctc.ts'
import type { InkMap } from './ink-map.ts'
import { recoverSpaces } from './recover-spaces.ts'
import { restoreStems } from './restore-stems.ts'

/** How the characters of a row are read. */
export interface LineStyle {
  /** See `classMask`. */
  readonly mask: Uint8Array
  /** Words in Arial: spaces and lone strokes are settled by the ink. False for NIK, dates and numbers, which have none. */
  readonly words: boolean
  /** What a complete value of this row looks like, where that is known; another reading is looked at twice. */
  readonly form?: RegExp
}

export interface LineReading {
  readonly chars: readonly DecodedChar[]
  readonly crop: LineCrop
  /** Geometric mean of the characters' confidences, 0–1; 0 for an empty line. */
  readonly certainty: number
}

/** A line with a character below this is looked at again, stretched. */
const RETRY_BELOW = 0.7
/** The second look's width: PP-OCR loses points, hyphens and repeated strokes when squeezed. */
const RETRY_SQUEEZE = 1.15
/** What a reading of the row's form is worth against one that is not, in certainty. */
const FORM_WORTH = 0.5
/** Losing characters is the commoner fault, so a stretched reading wins unless the squeezed one is surer by this. */
const STRETCHED_WORTH = 0.03

/** Reads one line; a doubtful one a second time at another width, and the better reading counts. */
export async function readLine(
  map: InkMap,
  line: LineBox,
  style: LineStyle,
  recogniser: NeuralModel,
): Promise<LineReading> {
  const first = await readOnce(map, line, style, recogniser, SQUEEZE)
  if (hasForm(first.chars, style) && weakest(first) >= RETRY_BELOW) return first
  const second = await readOnce(map, line, style, recogniser, RETRY_SQUEEZE)
  return worth(second, style) + STRETCHED_WORTH > worth(first, style) ? second : first
}

/** Whether a row's characters look complete; true where nothing is known about the row's form. */
export function hasForm(chars: readonly DecodedChar[], style: LineStyle): boolean {
  return style.form?.test(chars.map((char) => char.char).join('')) ?? true
}

const worth = (reading: LineReading, style: LineStyle) =>
  reading.certainty + (hasForm(reading.chars, style) ? FORM_WORTH : 0)

async function readOnce(
  map: InkMap,
  line: LineBox,
  style: LineStyle,
  recogniser: NeuralModel,
  squeeze: number,
): Promise<LineReading> {
  const crop = cropLine(map, line, squeeze)
  const decoded = decodeCtc(await recogniser.run(crop.tensor), style.mask)
  const chars = style.words
    ? recoverSpaces(restoreStems(decoded, crop, line), crop, line)
    : decoded.filter((char) => char.char !== ' ')
  return { chars, crop, certainty: certaintyOf(chars) }
}

/** Geometric mean of confidences; 0 for none. */
export function certaintyOf(chars: readonly DecodedChar[]): number {
  if (chars.length === 0) return 0
  return Math.exp(chars.reduce((sum, char) => sum + Math.log(char.confidence), 0) / chars.length)
}

const weakest = (reading: LineReading) =>
  reading.chars.reduce((low, char) => Math.min(low, char.confidence), 1)
