import { cardAlbedo } from '../card/card-texture.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { createCardSubject } from './card-subject.ts'
import { filmInRoom } from './film-card.ts'
import { softenTexture } from './soften-texture.ts'
import type { Species } from './species.ts'

/** Toner under film: blacks nearly a card's, colours a little duller, whites that of paper. */
const DARKEST_ALBEDO = 0.035
const PAPER_SHARE = 0.95
const COLORFULNESS_RANGE = [0.84, 0.98] as const
const SCAN_BLUR_MM_RANGE = [0.04, 0.09] as const
/** Drivers draw a scan's colours a little wrong: factor on each channel. */
const CAST = 0.04
const LINES_PER_INCH = [150, 175, 200] as const
/** Light scatters less far in coated stock than in office paper. */
const PAPER_CONTRAST_RANGE = [0.45, 0.75] as const
const SHEET_TURN_DEGREES = 1
/** Polyester film, as glossy as the card's own overlay. */
const FILM_REFLECTANCE = 0.042
const FILM_ROUGHNESS_DEGREES = [1, 4] as const

function printWithToner(original: LinearTexture, random: SeededRandom): LinearTexture {
  const scan = softenTexture(original, random.between(...SCAN_BLUR_MM_RANGE))
  const { data } = scan
  const colorfulness = random.between(...COLORFULNESS_RANGE)
  const cast = [0, 1, 2].map(() => 1 + random.between(-CAST, CAST))
  for (let at = 0; at < data.length; at += 3) {
    const luminance = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!
    for (let c = 0; c < 3; c++) {
      const dulled = luminance + colorfulness * (data[at + c]! - luminance)
      data[at + c] = DARKEST_ALBEDO + Math.max(0, PAPER_SHARE * cast[c]! * dulled - DARKEST_ALBEDO / 2)
    }
  }
  return scan
}

export const laminatedPrint: Species = {
  id: 'laminated_print',
  genuine: false,
  describes: "A colour laser print of the card under a glossy laminate, cut to the card's size and shape.",
  async present(staging) {
    const random = staging.random.fork('printer')
    const gloss = {
      reflectance: FILM_REFLECTANCE,
      roughnessDegrees: random.between(...FILM_ROUGHNESS_DEGREES),
    }
    const halftone = {
      linesPerInch: random.pick(LINES_PER_INCH),
      turnDegrees: random.between(-SHEET_TURN_DEGREES, SHEET_TURN_DEGREES),
      paperContrast: random.between(...PAPER_CONTRAST_RANGE),
    }
    return await filmInRoom(staging, (widthPx) => {
      const texture = printWithToner(cardAlbedo(staging.card, widthPx), random)
      return { ...createCardSubject(texture, gloss), halftone }
    })
  },
}
