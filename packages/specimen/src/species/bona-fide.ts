import { cardAlbedo } from '../card/card-texture.ts'
import { filmPlasticCard } from './film-plastic-card.ts'
import type { Species } from './species.ts'

export const bonaFide: Species = {
  id: 'bona_fide',
  genuine: true,
  describes: 'The genuine plastic card in front of the camera, lit by the room and by the flashing screen.',
  present: async (staging) => await filmPlasticCard(staging, (widthPx) => cardAlbedo(staging.card, widthPx)),
}
