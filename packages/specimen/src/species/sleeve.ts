import { CARD_HEIGHT_MM, CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { Overlay } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** Film to each side of the card, which lies a little out of the middle. */
const MARGIN_MM_RANGE = [1.5, 4] as const
const SLIP_MM = 1.2
/** Soft vinyl passes most light, twice on its way to the card and back, and scatters a little: haze. */
const TRANSMISSION_RANGE = [0.82, 0.93] as const
const HAZE_RANGE = [0.012, 0.045] as const
/** Two faces of film, each with its Fresnel reflection. */
const REFLECTANCE = 0.075
/** Soft film is never flat: its lobe is wide. */
const ROUGHNESS_DEGREES_RANGE = [2.5, 8] as const
/** The welded seam, milky. */
const SEAM_MM = 0.7
const SEAM_ALBEDO = 0.3
const SEAM_COVER = 0.55

/** A transparent sleeve around a card, open to one side: haze, its own gloss, and its edges in view. */
export function createSleeve(random: SeededRandom): Overlay {
  const margin = random.between(...MARGIN_MM_RANGE)
  const slipX = random.between(-SLIP_MM, SLIP_MM)
  const slipY = random.between(-SLIP_MM, SLIP_MM)
  const transmission = random.between(...TRANSMISSION_RANGE)
  const haze = random.between(...HAZE_RANGE)
  const halfWidth = CARD_WIDTH_MM / 2 + margin
  const halfHeight = CARD_HEIGHT_MM / 2 + margin
  return {
    gloss: { reflectance: REFLECTANCE, roughnessDegrees: random.between(...ROUGHNESS_DEGREES_RANGE) },
    paint(xMm, yMm, light, { diffuse, mirror }) {
      const right = halfWidth - Math.abs(xMm - slipX)
      const down = halfHeight - Math.abs(yMm - slipY)
      const depth = Math.min(right, down)
      if (depth <= 0) return
      // The open side, to the right, has no seam.
      const seamed = depth < SEAM_MM && !(xMm > slipX && right < down)
      const cover = seamed ? SEAM_COVER : 0
      for (let c = 0; c < 3; c++) {
        const through = diffuse[c]! * transmission + haze * light[c]!
        diffuse[c] = through + cover * (SEAM_ALBEDO * light[c]! - through)
        mirror[c] = mirror[c]! * transmission + light[3 + c]!
      }
    },
  }
}
