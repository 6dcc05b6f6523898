import type { PrintedText } from './card-layout.ts'
import { LINEAR_OF_BYTE } from '../optics/linear-light.ts'
import type { LinearTexture } from '../optics/subject.ts'
import { renderCard, type RgbPicture } from './render-card.ts'
import type { SpecimenCard } from './specimen-card.ts'

/** White plastic and white paper reflect about this much. */
const WHITE_ALBEDO = 0.85
/** The blackest print. */
const INK_ALBEDO = 0.025
const MIN_WIDTH_PX = 500
const MAX_WIDTH_PX = 2000
/** Texels a frame pixel: little more than one, so that plain interpolation neither aliases nor blurs much. */
const OVERSAMPLING = 1.12

/** Width in texels that suits a card seen `widthPx` wide in the frame. */
function textureWidthFor(widthPx: number): number {
  return Math.round(Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, widthPx * OVERSAMPLING)))
}

/** A picture's codes as albedo of a print on white stock. */
function albedoOf(picture: RgbPicture): LinearTexture {
  const data = new Float32Array(picture.data.length)
  const span = WHITE_ALBEDO - INK_ALBEDO
  for (let i = 0; i < data.length; i++) data[i] = INK_ALBEDO + span * LINEAR_OF_BYTE[picture.data[i]!]!
  return { width: picture.width, height: picture.height, data }
}

/** The card's front as albedo, for a card seen `widthPx` wide, with its own texts or others. */
export function cardAlbedo(
  card: SpecimenCard,
  widthPx: number,
  texts?: readonly PrintedText[],
): LinearTexture {
  return albedoOf(renderCard(card, textureWidthFor(widthPx), texts))
}
