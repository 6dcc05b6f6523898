import type { NeuralModel } from '@kartu/core'
import { cropLine, SQUEEZE, type LineBox, type LineCrop } from './crop-line.ts'
import { decodeCtc, type DecodedChar } from './decode-ctc.ts'
import type { InkMap } from './ink-map.ts'
import { recoverSpaces } from './recover-spaces.ts'

/** How the characters of a row are read. */
export interface LineStyle {
  /** See `classMask`. */
  readonly mask: Uint8Array
  /** Rows such as NIK and dates have no spaces. */
  readonly spaces: boolean
}

export interface LineReading {
  readonly chars: readonly DecodedChar[]
  readonly crop: LineCrop
  /** Geometric mean of the characters' confidences, 0–1; 0 for an empty line. */
  readonly certainty: number
}

/** A line read with less is looked at again, stretched. */
const RETRY_BELOW = 0.8
/** The second look's width: PP-OCR loses narrow repeated strokes such as `III` and hyphens between digits when squeezed. */
const RETRY_SQUEEZE = 1.15

/** Reads one line; a doubtful one a second time at another width, and the surer reading counts. */
export async function readLine(
  map: InkMap,
  line: LineBox,
  style: LineStyle,
  recogniser: NeuralModel,
): Promise<LineReading> {
  const first = await readOnce(map, line, style, recogniser, SQUEEZE)
  if (weakest(first) >= RETRY_BELOW) return first
  const second = await readOnce(map, line, style, recogniser, RETRY_SQUEEZE)
  return second.certainty > first.certainty ? second : first
}

async function readOnce(
  map: InkMap,
  line: LineBox,
  style: LineStyle,
  recogniser: NeuralModel,
  squeeze: number,
): Promise<LineReading> {
  const crop = cropLine(map, line, squeeze)
  const decoded = decodeCtc(await recogniser.run(crop.tensor), style.mask)
  const chars = style.spaces
    ? recoverSpaces(decoded, crop, line)
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
