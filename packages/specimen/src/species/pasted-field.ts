import { CARD_HEIGHT_MM, CARD_WIDTH_MM, layoutCard, type PrintedText } from '../card/card-layout.ts'
import { cardAlbedo } from '../card/card-texture.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { alterFields } from './alter-field.ts'
import { filmPlasticCard } from './film-plastic-card.ts'
import { inventPatch } from './invent-patch.ts'
import { pastePatch, type CardArea } from './paste-patch.ts'
import type { Species } from './species.ts'

/** Pieces are cut this far around the text; more would cover the rows above and below, which are 2.3 mm apart. */
const MARGIN_X_MM_RANGE = [0.4, 1.6] as const
const MARGIN_Y_MM_RANGE = [0, 0.25] as const

/** Around all lines of the value, old and new: the piece has to cover what it replaces. */
function areaOf(random: SeededRandom, values: readonly PrintedText[]): CardArea {
  const marginX = random.between(...MARGIN_X_MM_RANGE) / CARD_WIDTH_MM
  const marginY = random.between(...MARGIN_Y_MM_RANGE) / CARD_HEIGHT_MM
  return {
    x0: Math.min(...values.map((item) => item.box.x0)) - marginX,
    x1: Math.max(...values.map((item) => item.box.x1)) + marginX,
    y0: Math.min(...values.map((item) => item.box.y0)) - marginY,
    y1: Math.max(...values.map((item) => item.box.y1)) + marginY,
  }
}

export const pastedField: Species = {
  id: 'pasted_field',
  genuine: false,
  describes:
    'The genuine plastic with a printed strip over one value: slightly off in place, sharpness, grain and light, sometimes with edges in relief.',
  async present(staging) {
    const random = staging.random.fork('paste')
    const altered = alterFields(random, staging.card, 1)
    const isPasted = (item: PrintedText) => item.part === 'value' && altered.rows.includes(item.row)
    const area = areaOf(random, [...layoutCard(staging.card), ...altered.texts].filter(isPasted))
    const film = await filmPlasticCard(staging, (widthPx) => {
      const source = cardAlbedo(staging.card, widthPx, altered.texts)
      const patch = inventPatch(random.fork('piece'), area, source)
      return pastePatch(cardAlbedo(staging.card, widthPx), patch, random.fork('grain'))
    })
    return { ...film, alteration: { shows: altered.shows, tampered: altered.tampered } }
  },
}
