import { CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { Rgb } from '../optics/linear-light.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { softenTexture } from './soften-texture.ts'

/** A rectangle on the card, fractions of its width (x) and height (y). */
export interface CardArea {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** A piece of other print stuck on a card, and how it differs from what is around it. */
export interface Patch {
  readonly area: CardArea
  /** A whole card's texture, of which the area is cut out. */
  readonly source: LinearTexture
  /** How far the piece's picture has slipped, millimetres and degrees. */
  readonly slipMm: readonly [number, number]
  readonly turnDegrees: number
  /** Standard deviation of the blur that its printing added. */
  readonly blurMm: number
  /** Factor on each channel: another paper, another ink. */
  readonly gain: Rgb
  /** Relative change of the factor over the piece, across and down: it was copied under uneven light. */
  readonly gradient: readonly [number, number]
  /** Relative standard deviation of its grain. */
  readonly grain: number
  /** Depth of the light and dark lines where its edges stand out from the card, 0 for none. */
  readonly relief: number
}

/** The step of a paper or foil edge is seen this far to both sides. */
const RELIEF_MM = 0.11

/** The lower right edges of a raised piece are in shadow, the upper left ones lit: 0 away from all edges. */
function reliefAt(x: number, y: number, box: readonly number[], reachTexels: number): number {
  const [x0, y0, x1, y1] = [box[0]!, box[1]!, box[2]!, box[3]!]
  const near = (distance: number) => Math.exp(-((distance / reachTexels) ** 2))
  const along = y > y0 - reachTexels && y < y1 + reachTexels
  const across = x > x0 - reachTexels && x < x1 + reachTexels
  const upright = along ? near(x - x0) - near(x - x1) : 0
  const level = across ? near(y - y0) - near(y - y1) : 0
  return upright + level
}

/** Sticks a piece on a card's texture; texels farther than the relief from its area keep their values. */
export function pastePatch(card: LinearTexture, patch: Patch, random: SeededRandom): LinearTexture {
  const { width, height } = card
  const source = patch.blurMm > 0 ? softenTexture(patch.source, patch.blurMm) : patch.source
  const data = card.data.slice()
  const texelsPerMm = width / CARD_WIDTH_MM
  const { area } = patch
  const box = [area.x0 * width, area.y0 * height, area.x1 * width, area.y1 * height] as const
  const [centreX, centreY] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const turn = (patch.turnDegrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const reach = RELIEF_MM * texelsPerMm
  const rim = Math.ceil(3 * reach)
  const clamp = (value: number, last: number) => Math.max(0, Math.min(last, value))
  for (let y = clamp(Math.floor(box[1]) - rim, height); y < clamp(box[3] + rim, height); y++) {
    for (let x = clamp(Math.floor(box[0]) - rim, width); x < clamp(box[2] + rim, width); x++) {
      const at = (y * width + x) * 3
      const cover =
        clamp(Math.min(x + 0.5 - box[0], box[2] - x + 0.5), 1) *
        clamp(Math.min(y + 0.5 - box[1], box[3] - y + 0.5), 1)
      const [dx, dy] = [x - centreX, y - centreY]
      const u = clamp(centreX + cos * dx + sin * dy - patch.slipMm[0] * texelsPerMm, width - 1.001)
      const v = clamp(centreY - sin * dx + cos * dy - patch.slipMm[1] * texelsPerMm, height - 1.001)
      const [iu, iv] = [Math.floor(u), Math.floor(v)]
      const [fu, fv] = [u - iu, v - iv]
      const p = (iv * width + iu) * 3
      const q = p + width * 3
      const slope =
        1 + (patch.gradient[0] * dx) / (box[2] - box[0]) + (patch.gradient[1] * dy) / (box[3] - box[1])
      const grain = cover > 0 && patch.grain > 0 ? 1 + patch.grain * random.normal() : 1
      const lit = 1 + patch.relief * reliefAt(x, y, box, reach)
      for (let c = 0; c < 3; c++) {
        const above = source.data[p + c]! * (1 - fu) + source.data[p + 3 + c]! * fu
        const below = source.data[q + c]! * (1 - fu) + source.data[q + 3 + c]! * fu
        const piece = (above + fv * (below - above)) * patch.gain[c]! * slope * grain
        data[at + c] = Math.min(1, (data[at + c]! + cover * (piece - data[at + c]!)) * lit)
      }
    }
  }
  return { width, height, data }
}
