import type { NeuralModel } from '@kartu/core'
import { cropLine, type LineBox, type LineCrop } from './crop-line.ts'
import { decodeCtc, type DecodedChar } from './decode-ctc.ts'
import type { InkMap } from './ink-map.ts'
import { readRhesus } from './read-rhesus.ts'
import { certaintyOf, type LineReading } from './read-line.ts'
import { BLOOD_STYLE, ROW_STYLES } from './row-styles.ts'

/** No squeeze: a lone `-` is two time steps wide as it is. */
const SQUEEZE = 1
/** A sign that the recogniser left out, known by its shape. */
const SHAPE_CONFIDENCE = 0.8
/** The end of the label where its colon was not read. */
const LABEL_END = /H[.: ]*$/

/**
 * Reads the blood group from the line `Gol. Darah : O`. It is read together with its label, because recognisers guess at
 * a lone letter or dash; the label's colon then says where the value starts.
 */
export async function readBlood(map: InkMap, line: LineBox, recogniser: NeuralModel): Promise<LineReading> {
  const crop = cropLine(map, line, SQUEEZE)
  const probabilities = await recogniser.run(crop.tensor)
  const all = decodeCtc(probabilities, ROW_STYLES.bloodType.mask)
  const after = valueStart(all)
  const value = decodeCtc(probabilities, BLOOD_STYLE.mask).filter((char) => char.position > after)
  const chars = value.length > 0 || after === 0 ? withRhesus(value, crop, line) : [sign('-', 1)]
  return { chars, crop, certainty: certaintyOf(chars) }
}

/** Position of the label's end, 0–1 of the line; 0 where there is no label. */
function valueStart(chars: readonly DecodedChar[]): number {
  const colon = chars.findLast((char) => char.char === ':')
  if (colon) return colon.position
  let text = ''
  let end = 0
  for (const char of chars) {
    text += char.char
    if (LABEL_END.test(text)) end = char.position
  }
  return end
}

function withRhesus(value: readonly DecodedChar[], crop: LineCrop, line: LineBox): readonly DecodedChar[] {
  const last = value.at(-1)
  if (!last || !/[ABO]/.test(last.char)) return value
  const width = crop.tensor.shape[3] ?? 0
  const rhesus = readRhesus(crop, last.position * width, (line.bottom - line.top) * crop.scaleX)
  return rhesus === null ? value : [...value, sign(rhesus, 1)]
}

const sign = (char: '+' | '-', position: number): DecodedChar => ({
  char,
  confidence: SHAPE_CONFIDENCE,
  alternatives: [{ char, p: SHAPE_CONFIDENCE }],
  position,
})
