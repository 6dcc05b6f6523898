import { CARD_HEIGHT_MM, CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { Gloss, LinearTexture, Subject } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { CARD_QUAD_MM } from './card-subject.ts'

/** What a card is printed on. */
export interface PrintStock {
  readonly gloss: Gloss
  /** Of the bare stock, where it shows around the print. */
  readonly albedo: number
}

/** Plain office paper: a faint, very broad lobe. */
const OFFICE_PAPER: PrintStock = {
  gloss: { reflectance: 0.03, roughnessDegrees: 28 },
  albedo: 0.8,
}
/** Half of the copies are cut out along the card, half lie on their sheet. */
const CUT_OUT_SHARE = 0.5
const MARGIN_MM_RANGE = [4, 35] as const

/** The printed area extended by a margin of bare paper. */
function addMargin(print: LinearTexture, marginMm: number, albedo: number): LinearTexture {
  const texelsPerMm = print.width / CARD_WIDTH_MM
  const margin = Math.round(marginMm * texelsPerMm)
  const width = print.width + 2 * margin
  const height = print.height + 2 * margin
  const data = new Float32Array(width * height * 3).fill(albedo)
  for (let y = 0; y < print.height; y++) {
    const row = print.data.subarray(y * print.width * 3, (y + 1) * print.width * 3)
    data.set(row, ((y + margin) * width + margin) * 3)
  }
  return { width, height, data }
}

/** A paper print of the card, cut out with square corners or left on a sheet. */
export function createPrintSubject(
  random: SeededRandom,
  print: LinearTexture,
  stock: PrintStock = OFFICE_PAPER,
): Subject {
  const marginMm = random.chance(CUT_OUT_SHARE) ? 0 : random.between(...MARGIN_MM_RANGE)
  const texture = marginMm > 0 ? addMargin(print, marginMm, stock.albedo) : print
  const texelsPerMm = print.width / CARD_WIDTH_MM
  return {
    widthMm: texture.width / texelsPerMm,
    heightMm: marginMm > 0 ? texture.height / texelsPerMm : CARD_HEIGHT_MM,
    cornerRadiusMm: 0,
    textureAt: () => texture,
    light: 'reflects',
    panelAlbedo: 0,
    gloss: stock.gloss,
    lattice: null,
    cardQuadAt: () => CARD_QUAD_MM,
  }
}
