import type { RgbImage } from '../image/image.ts'
import { multiplyHomographies } from '../ops/homography.ts'
import { warpRgb } from '../ops/warp.ts'
import { cardHeightPx } from './card-size.ts'
import type { LocatedCard } from './located-card.ts'
import { rectifiedToFrame } from './rectify-card.ts'

/** A rectangle in whole pixels of a rectified card. */
export interface CardRegion {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part of `rectifyCard(image, card, widthPx)` for less than the whole costs; bilinear from the frame itself. */
export function rectifyRegion(
  image: RgbImage,
  card: LocatedCard,
  widthPx: number,
  region: CardRegion,
): RgbImage {
  const toFrame = multiplyHomographies(rectifiedToFrame(card, widthPx, cardHeightPx(widthPx)), [
    1,
    0,
    region.x,
    0,
    1,
    region.y,
    0,
    0,
    1,
  ])
  return warpRgb(image, toFrame, region.width, region.height)
}
