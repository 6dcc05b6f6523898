import type { RgbImage } from '../image/image.ts'
import { luminance } from '../ops/luminance.ts'
import { measureBlur } from '../quality/measure-blur.ts'
import { measureCast } from '../quality/measure-cast.ts'
import { measureContrast } from '../quality/measure-contrast.ts'
import { measureDarkness } from '../quality/measure-darkness.ts'
import { measureGlare } from '../quality/measure-glare.ts'
import type { LocatedCard } from './located-card.ts'
import { rectifyCard } from './rectify-card.ts'

export interface CardQuality {
  /** Standard deviation of the blur, in pixels of a card 512 px wide; `NO_PRINT_BLUR_PX` when no print has contrast. */
  readonly blurPx: number
  /** 1 = as sharp as 512 px can show, 0 = body text gone. */
  readonly sharpness: number
  /** 0–1: burnt-out share of the card. */
  readonly glareFraction: number
  /** 0 = well exposed, 1 = black. */
  readonly darkness: number
  /** 0 = neutral light, 1 = light of one pure colour. */
  readonly castFraction: number
  /** How much darker print is than its paper, 0–1. */
  readonly contrast: number
  readonly widthPx: number
}

const MEASURED_WIDTH_PX = 512
/** Body strokes are 1 px wide at 512 px: at this blur they have lost nine tenths of their contrast. */
export const NO_PRINT_BLUR_PX = 4
/** The least that resampling and pixel size leave. */
const SHARPEST_BLUR_PX = 0.6

/** Measures how well a located card can be read, in card coordinates so that frames compare. */
export function qualityOf(image: RgbImage, card: LocatedCard): CardQuality {
  const rectified = rectifyCard(image, card, MEASURED_WIDTH_PX)
  const blurPx = Math.min(NO_PRINT_BLUR_PX, measureBlur(luminance(rectified)) ?? NO_PRINT_BLUR_PX)
  return {
    blurPx,
    sharpness: Math.min(1, (NO_PRINT_BLUR_PX - blurPx) / (NO_PRINT_BLUR_PX - SHARPEST_BLUR_PX)),
    glareFraction: measureGlare(rectified),
    darkness: measureDarkness(rectified),
    castFraction: measureCast(rectified),
    contrast: measureContrast(rectified),
    widthPx: card.widthPx,
  }
}
