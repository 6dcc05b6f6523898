import type { Plane, RgbImage } from '../image/image.ts'
import { multiplyHomographies } from '../ops/homography.ts'
import { warpChannel, warpRgb } from '../ops/warp.ts'
import { cardHeightPx } from './card-size.ts'
import type { Homography, LocatedCard } from './located-card.ts'
import { rectifiedToFrame } from './rectify-card.ts'

/** A rectangle in whole pixels of a rectified card. */
export interface CardRegion {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Every how many pixels across and down one is shown; 1 unless said otherwise. `width` and `height` count those shown. */
  readonly stride?: { readonly x: number; readonly y: number }
}

const EVERY = { x: 1, y: 1 } as const

/** A part of `rectifyCard(image, card, widthPx)` for less than the whole costs; bilinear from the frame itself. */
export function rectifyRegion(
  image: RgbImage,
  card: LocatedCard,
  widthPx: number,
  region: CardRegion,
): RgbImage {
  return warpRgb(image, regionToFrame(card, widthPx, region), region.width, region.height)
}

/** One channel of `rectifyRegion`, at a third of its cost. */
export function rectifyChannel(
  image: RgbImage,
  channel: 0 | 1 | 2,
  card: LocatedCard,
  widthPx: number,
  region: CardRegion,
): Plane {
  return warpChannel(image, channel, regionToFrame(card, widthPx, region), region.width, region.height)
}

function regionToFrame(card: LocatedCard, widthPx: number, { x, y, stride = EVERY }: CardRegion): Homography {
  return multiplyHomographies(rectifiedToFrame(card, widthPx, cardHeightPx(widthPx)), [
    stride.x,
    0,
    x,
    0,
    stride.y,
    y,
    0,
    0,
    1,
  ])
}
