import type { RgbImage } from '../image/image.ts'
import { multiplyHomographies } from '../ops/homography.ts'
import { resizeRgb } from '../ops/resize.ts'
import { warpRgb } from '../ops/warp.ts'
import { cardHeightPx } from './card-size.ts'
import type { Homography, LocatedCard } from './located-card.ts'

/** Bilinear sampling skips pixels when it shrinks by more than this; then a larger image is made and averaged down. */
const MAX_BILINEAR_SHRINK = 1.6

/**
 * The card upright, `widthPx` × `cardHeightPx(widthPx)`, bilinear. Pixel (i, j) shows card coordinates
 * ((i + 0.5) / width, (j + 0.5) / height).
 */
export function rectifyCard(image: RgbImage, card: LocatedCard, widthPx: number): RgbImage {
  const heightPx = cardHeightPx(widthPx)
  const oversampling = Math.ceil(card.widthPx / (widthPx * MAX_BILINEAR_SHRINK))
  if (oversampling <= 1) return warpRgb(image, rectifiedToFrame(card, widthPx, heightPx), widthPx, heightPx)
  const [width, height] = [widthPx * oversampling, heightPx * oversampling]
  return resizeRgb(warpRgb(image, rectifiedToFrame(card, width, height), width, height), widthPx, heightPx)
}

/** Maps pixels of a rectified card image of the given size to frame pixels. */
export function rectifiedToFrame(card: LocatedCard, widthPx: number, heightPx: number): Homography {
  const pixelToCard: Homography = [1 / widthPx, 0, 0.5 / widthPx, 0, 1 / heightPx, 0.5 / heightPx, 0, 0, 1]
  return multiplyHomographies(card.cardToFrame, pixelToCard)
}
