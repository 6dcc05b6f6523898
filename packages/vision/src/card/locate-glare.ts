import type { RgbImage } from '../image/image.ts'
import { burntOutLevels, isBurntOut } from '../quality/measure-glare.ts'
import type { LocatedCard, Point } from './located-card.ts'
import { rectifyCard } from './rectify-card.ts'

/** Burnt-out light on a card. */
export interface GlareSpot {
  /** Share (0–1) of the card that is burnt out. */
  readonly share: number
  /** Its centre of mass in card coordinates, 0–1 across and down. */
  readonly centre: Point
}

/** Place and size are asked for, not detail. */
const LOOKED_AT_WIDTH_PX = 96

/** Where glare lies on a located card, so that a person can be told which way to tilt it. Null without any. */
export function locateGlare(image: RgbImage, card: LocatedCard): GlareSpot | null {
  const rectified = rectifyCard(image, card, LOOKED_AT_WIDTH_PX)
  const { width, height, data } = rectified
  const levels = burntOutLevels(rectified)
  let burnt = 0
  let sumX = 0
  let sumY = 0
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 3) {
      if (!isBurntOut(data, i, levels)) continue
      burnt += 1
      sumX += x
      sumY += y
    }
  }
  if (burnt === 0) return null
  return {
    share: burnt / (width * height),
    centre: { x: (sumX / burnt + 0.5) / width, y: (sumY / burnt + 0.5) / height },
  }
}
