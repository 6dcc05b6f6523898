import { CARD_CORNER_RADIUS_MM, CARD_HEIGHT_MM, CARD_WIDTH_MM } from '../card/card-layout.ts'
import { cardAlbedo } from '../card/card-texture.ts'
import type { Quad } from '../optics/pose.ts'
import type { Gloss, LinearTexture, Subject } from '../optics/subject.ts'
import { filmInRoom } from './film-card.ts'
import type { Species } from './species.ts'

/** The card's corners in its own millimetres. */
export const CARD_QUAD_MM: Quad = [
  { x: -CARD_WIDTH_MM / 2, y: -CARD_HEIGHT_MM / 2 },
  { x: CARD_WIDTH_MM / 2, y: -CARD_HEIGHT_MM / 2 },
  { x: CARD_WIDTH_MM / 2, y: CARD_HEIGHT_MM / 2 },
  { x: -CARD_WIDTH_MM / 2, y: CARD_HEIGHT_MM / 2 },
]

const PLASTIC_REFLECTANCE = 0.04
/** From a new glossy card to a worn or silky one. */
const PLASTIC_ROUGHNESS_DEGREES = [1.2, 5] as const

/** A thing of a card's size and shape that reflects light. */
function createCardSubject(texture: LinearTexture, gloss: Gloss, cornerRadiusMm: number): Subject {
  return {
    widthMm: CARD_WIDTH_MM,
    heightMm: CARD_HEIGHT_MM,
    cornerRadiusMm,
    textureAt: () => texture,
    light: 'reflects',
    panelAlbedo: 0,
    gloss,
    lattice: null,
    cardQuadAt: () => CARD_QUAD_MM,
  }
}

export const bonaFide: Species = {
  id: 'bona_fide',
  genuine: true,
  describes: 'The genuine plastic card in front of the camera, lit by the room and by the flashing screen.',
  async present(staging) {
    const [low, high] = PLASTIC_ROUGHNESS_DEGREES
    const roughnessDegrees = staging.random.fork('surface').between(low, high)
    const gloss: Gloss = { reflectance: PLASTIC_REFLECTANCE, roughnessDegrees }
    return await filmInRoom(staging, (widthPx) =>
      createCardSubject(cardAlbedo(staging.card, widthPx), gloss, CARD_CORNER_RADIUS_MM),
    )
  },
}
