import { CARD_CORNER_RADIUS_MM, CARD_HEIGHT_MM, CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { Quad } from '../optics/pose.ts'
import type { Gloss, LinearTexture, Subject } from '../optics/subject.ts'

/** The card's corners in its own millimetres. */
export const CARD_QUAD_MM: Quad = [
  { x: -CARD_WIDTH_MM / 2, y: -CARD_HEIGHT_MM / 2 },
  { x: CARD_WIDTH_MM / 2, y: -CARD_HEIGHT_MM / 2 },
  { x: CARD_WIDTH_MM / 2, y: CARD_HEIGHT_MM / 2 },
  { x: -CARD_WIDTH_MM / 2, y: CARD_HEIGHT_MM / 2 },
]

/** A thing of a card's size and shape that reflects light. */
export function createCardSubject(texture: LinearTexture, gloss: Gloss): Subject {
  return {
    widthMm: CARD_WIDTH_MM,
    heightMm: CARD_HEIGHT_MM,
    cornerRadiusMm: CARD_CORNER_RADIUS_MM,
    textureAt: () => texture,
    light: 'reflects',
    panelAlbedo: 0,
    gloss,
    lattice: null,
    cardQuadAt: () => CARD_QUAD_MM,
  }
}
