import { cardAlbedo } from '../card/card-texture.ts'
import { encodeSrgb, LINEAR_OF_BYTE } from '../optics/linear-light.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { filmInRoom } from './film-card.ts'
import { createPrintSubject } from './print-card.ts'
import type { Species } from './species.ts'

const PAPER_ALBEDO = 0.8
const TONER_ALBEDO = 0.035
/** Copiers steepen: what is lighter than this prints as bare paper, what is darker as full toner (codes 0–1). */
const WHITE_CODE = 0.93
const BLACK_CODE = 0.2
const TONER_GRAIN = 0.05
const BYTE_MAX = 255

/** Toner on paper: luminance only, a steeper tone curve, and the grain of the powder. */
function photocopy(original: LinearTexture, random: SeededRandom): LinearTexture {
  const data = new Float32Array(original.data.length)
  for (let at = 0; at < data.length; at += 3) {
    const luminance =
      0.2126 * original.data[at]! + 0.7152 * original.data[at + 1]! + 0.0722 * original.data[at + 2]!
    const code = (encodeSrgb(luminance) - BLACK_CODE) / (WHITE_CODE - BLACK_CODE)
    const grained = code + TONER_GRAIN * (random.next() - 0.5) * (code > 0.02 && code < 0.98 ? 2 : 1)
    const level = Math.round(BYTE_MAX * Math.min(1, Math.max(0, grained)))
    data.fill(TONER_ALBEDO + (PAPER_ALBEDO - TONER_ALBEDO) * LINEAR_OF_BYTE[level]!, at, at + 3)
  }
  return { width: original.width, height: original.height, data }
}

export const greyCopy: Species = {
  id: 'grey_copy',
  genuine: false,
  describes: 'A black-and-white photocopy of the card on plain paper, cut out or on its sheet.',
  async present(staging) {
    const random = staging.random.fork('copier')
    return await filmInRoom(staging, (widthPx) =>
      createPrintSubject(random, photocopy(cardAlbedo(staging.card, widthPx), random)),
    )
  },
}
