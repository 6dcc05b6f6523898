import { cardAlbedo } from '../card/card-texture.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { filmInRoom } from './film-card.ts'
import { createPrintSubject } from './print-card.ts'
import type { Species } from './species.ts'

/** Uncoated paper soaks ink up: darks are lighter and colours duller than on plastic. */
const DARKEST_ALBEDO = 0.055
const COLORFULNESS = 0.78
const INK_GRAIN = 0.06

/** The card through an inkjet on plain paper: smaller gamut, lifted blacks, the fine grain of dithering. */
function printOnPaper(original: LinearTexture, random: SeededRandom): LinearTexture {
  const data = new Float32Array(original.data.length)
  for (let at = 0; at < data.length; at += 3) {
    const [r, g, b] = [original.data[at]!, original.data[at + 1]!, original.data[at + 2]!]
    const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
    const grain = 1 + INK_GRAIN * (random.next() - 0.5)
    for (let c = 0; c < 3; c++) {
      const dulled = luminance + COLORFULNESS * (original.data[at + c]! - luminance)
      data[at + c] = (DARKEST_ALBEDO + (1 - DARKEST_ALBEDO / 0.85) * dulled) * grain
    }
  }
  return { width: original.width, height: original.height, data }
}

export const mattePrint: Species = {
  id: 'matte_print',
  genuine: false,
  describes: 'A colour print of the card on uncoated paper, cut out or on its sheet.',
  async present(staging) {
    const random = staging.random.fork('printer')
    return await filmInRoom(staging, (widthPx) =>
      createPrintSubject(random, printOnPaper(cardAlbedo(staging.card, widthPx), random)),
    )
  },
}
