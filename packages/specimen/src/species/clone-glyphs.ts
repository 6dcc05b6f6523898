import { CARD_ASPECT, CARD_WIDTH_MM, type PrintedText } from '../card/card-layout.ts'
import { measureTextEm, type FontFace } from '../card/fonts.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** One character on the card: its box as fractions of width (x) and height (y). */
export interface GlyphPlace {
  readonly x0: number
  readonly x1: number
  readonly centreY: number
  readonly em: number
}

/** A digit to be put at `to`, copied off `from`. */
export interface GlyphClone {
  readonly from: GlyphPlace
  readonly to: GlyphPlace
}

/** Half the height of the copied box, em: digits have no descenders and stand 0.36 em to both sides of their middle. */
const HALF_HEIGHT_EM = 0.48
/** Copies miss their place by up to this much. */
const SLIP_MM = 0.06
/** The copied box's soft edge, texels. */
const FEATHER_TEXELS = 1.5

/** Where the character at an index of a text stands. */
export function placeGlyph(item: PrintedText, index: number, face: FontFace): GlyphPlace {
  const advance = (end: number) => (measureTextEm(item.text.slice(0, end), face) * item.em) / CARD_ASPECT
  return {
    x0: item.x + advance(index),
    x1: item.x + advance(index + 1),
    centreY: item.centreY,
    em: item.em,
  }
}

/**
 * Copies digits on a card's texture. With `clean`, the same card without those texts, only the ink is carried over and the
 * ground under it stays: the most careful editor; without, the box is copied with the ground around its digit.
 */
export function cloneGlyphs(
  card: LinearTexture,
  clean: LinearTexture | null,
  clones: readonly GlyphClone[],
  random: SeededRandom,
): LinearTexture {
  const { width, height } = card
  const data = card.data.slice()
  const slip = (SLIP_MM * width) / CARD_WIDTH_MM
  for (const { from, to } of clones) {
    const halfHeight = HALF_HEIGHT_EM * to.em * height
    const [x0, x1] = [to.x0 * width, to.x1 * width]
    const [y0, y1] = [to.centreY * height - halfHeight, to.centreY * height + halfHeight]
    const shiftX = Math.round((from.x0 - to.x0) * width + random.between(-slip, slip))
    const shiftY = Math.round((from.centreY - to.centreY) * height + random.between(-slip, slip))
    for (let y = Math.floor(y0); y <= y1; y++) {
      for (let x = Math.floor(x0); x <= x1; x++) {
        const inside = Math.min(x + 0.5 - x0, x1 - x + 0.5, y + 0.5 - y0, y1 - y + 0.5)
        const share = Math.max(0, Math.min(1, inside / FEATHER_TEXELS))
        const at = (y * width + x) * 3
        const source = ((y + shiftY) * width + x + shiftX) * 3
        for (let c = 0; c < 3; c++) {
          const copied = clean
            ? clean.data[at + c]! * Math.min(1, card.data[source + c]! / clean.data[source + c]!)
            : card.data[source + c]!
          data[at + c] = data[at + c]! + share * (copied - data[at + c]!)
        }
      }
    }
  }
  return { width, height, data }
}
