import { cardAlbedo } from '../card/card-texture.ts'
import { PORTRAITS } from '../card/portraits.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { filmPlasticCard } from './film-plastic-card.ts'
import { inventPatch } from './invent-patch.ts'
import { pastePatch, type CardArea } from './paste-patch.ts'
import type { Species } from './species.ts'

/** Pasted photographs overlap the printed one's edges or fall short of them by up to this share of the card's width. */
const EDGE_MISS = 0.003

/** Somebody of the same sex: forgers keep what the text says. */
function pickOtherPortrait(random: SeededRandom, card: SpecimenCard): string {
  return random.pick(PORTRAITS.filter((row) => row.sex === card.sex && row.name !== card.portrait)).name
}

function photoArea(random: SeededRandom, { look: { measures } }: SpecimenCard): CardArea {
  const miss = () => random.between(-EDGE_MISS, EDGE_MISS)
  return {
    x0: measures.photoX0 + miss(),
    x1: measures.photoX1 + miss(),
    y0: measures.photoY0 + miss(),
    y1: measures.photoY1 + miss(),
  }
}

export const portraitSwap: Species = {
  id: 'portrait_swap',
  genuine: false,
  describes: "The genuine plastic with somebody else's portrait pasted over the photo.",
  async present(staging) {
    const { card } = staging
    const random = staging.random.fork('paste')
    // The word SPESIMEN runs on over the pasted photograph: where it stopped, a voter would learn a mark no real card has.
    const other = { ...card, portrait: pickOtherPortrait(random, card) }
    const area = photoArea(random, card)
    const film = await filmPlasticCard(staging, (widthPx) => {
      const patch = inventPatch(random.fork('piece'), area, cardAlbedo(other, widthPx))
      return pastePatch(cardAlbedo(card, widthPx), patch, random.fork('grain'))
    })
    return { ...film, alteration: { shows: card.printed, tampered: [] } }
  },
}
