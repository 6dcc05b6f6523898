import { cardAlbedo } from '../card/card-texture.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { filmInRoom } from './film-card.ts'
import { createPrintSubject, type PrintStock } from './print-card.ts'
import { softenTexture } from './soften-texture.ts'
import type { Species } from './species.ts'

/** Photo paper is whiter than plastic and its inks stay on top: black as black, colours stronger than the card's. */
const PAPER_WHITE = [0.86, 0.88, 0.91] as const
const PLASTIC_WHITE = 0.85
const COLORFULNESS_RANGE = [1.02, 1.16] as const
const SCAN_BLUR_MM_RANGE = [0.04, 0.08] as const
/** Drops are finer than a texel, and dithering pushes their noise to high frequencies: what is left in a texel at half cover. */
const DITHER_RANGE = [0.05, 0.1] as const
const PAPER_REFLECTANCE = 0.045
/** From high gloss to satin. */
const PAPER_ROUGHNESS_DEGREES = [1, 7] as const

/** The card through a photo printer: wide gamut and stochastic dots, whose noise has no low frequencies and no lattice. */
function printOnPhotoPaper(original: LinearTexture, random: SeededRandom): LinearTexture {
  const { width, height } = original
  const scan = softenTexture(original, random.between(...SCAN_BLUR_MM_RANGE)).data
  const colorfulness = random.between(...COLORFULNESS_RANGE)
  const dither = random.between(...DITHER_RANGE)
  const data = new Float32Array(scan.length)
  const above = new Float32Array(width * 3)
  const left = new Float32Array(3)
  for (let y = 0, at = 0; y < height; y++) {
    left.fill(0)
    for (let x = 0; x < width; x++, at += 3) {
      const luminance = 0.2126 * scan[at]! + 0.7152 * scan[at + 1]! + 0.0722 * scan[at + 2]!
      for (let c = 0; c < 3; c++) {
        const wanted = luminance + colorfulness * (scan[at + c]! - luminance)
        const share = Math.max(0, Math.min(1, wanted / PLASTIC_WHITE))
        const fresh = random.next() - 0.5
        const noise = fresh - 0.5 * (left[c]! + above[x * 3 + c]!)
        left[c] = fresh
        above[x * 3 + c] = fresh
        const level = share + 2 * dither * Math.sqrt(share * (1 - share)) * noise
        data[at + c] = PAPER_WHITE[c]! * Math.max(0.015, level)
      }
    }
  }
  return { width, height, data }
}

export const glossyPrint: Species = {
  id: 'glossy_print',
  genuine: false,
  describes: 'A colour print of the card by an inkjet on glossy photo paper, cut out or on its sheet.',
  async present(staging) {
    const random = staging.random.fork('printer')
    const stock: PrintStock = {
      gloss: {
        reflectance: PAPER_REFLECTANCE,
        roughnessDegrees: random.between(...PAPER_ROUGHNESS_DEGREES),
      },
      albedo: PAPER_WHITE[1],
    }
    return await filmInRoom(staging, (widthPx) =>
      createPrintSubject(random, printOnPhotoPaper(cardAlbedo(staging.card, widthPx), random), stock),
    )
  },
}
