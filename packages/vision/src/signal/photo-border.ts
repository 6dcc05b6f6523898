import { cardHeightPx } from '../card/card-size.ts'
import type { Point } from '../card/located-card.ts'
import { rectifyRegion } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { borderStep, type BorderStep } from './border-step.ts'
import { oncePerFrame } from './once-per-frame.ts'

export type PhotoSide = 'left' | 'right' | 'top' | 'bottom'

/** Where a side of the photo may lie, and the stretch of it that is looked at, 0–1 of the card (domain notes §3.8). */
interface SidePlace {
  readonly isUpright: boolean
  /** Across the side, and along it: corners and what a head or a shoulder may touch are left out where that can be. */
  readonly across: readonly [number, number]
  readonly along: readonly [number, number]
  /** 1 where the photo lies at greater x or y. */
  readonly inward: 1 | -1
}

const SIDES: Readonly<Record<PhotoSide, SidePlace>> = {
  left: { isUpright: true, across: [0.655, 0.745], along: [0.27, 0.59], inward: 1 },
  right: { isUpright: true, across: [0.87, 0.945], along: [0.27, 0.59], inward: -1 },
  top: { isUpright: false, across: [0.185, 0.26], along: [0.73, 0.87], inward: 1 },
  bottom: { isUpright: false, across: [0.595, 0.67], along: [0.73, 0.87], inward: -1 },
}
/** Room beyond the places where the side may lie: half of what `borderStep` looks at. */
const BORDER_REACH_PX = 30

/** What is looked at for one side, in whole pixels of the card at `READING_WIDTH_PX`: where it begins and how far it runs. */
function stretchOf({ isUpright, across, along }: SidePlace) {
  const heightPx = cardHeightPx(READING_WIDTH_PX)
  const acrossPx = isUpright ? READING_WIDTH_PX : heightPx
  const alongPx = isUpright ? heightPx : READING_WIDTH_PX
  const from = Math.round(across[0] * acrossPx) - BORDER_REACH_PX
  const start = Math.round(along[0] * alongPx)
  return {
    from,
    depth: Math.round(across[1] * acrossPx) + BORDER_REACH_PX - from,
    start,
    length: Math.round(along[1] * alongPx) - start,
  }
}

/** Both ends of a side's step, in pixels of the card at `READING_WIDTH_PX`. */
export function stepLine(side: PhotoSide, { beginsPx, endsPx }: BorderStep): readonly [Point, Point] {
  const place = SIDES[side]
  const { from, depth, start, length } = stretchOf(place)
  const across = (px: number): number => (place.inward === 1 ? from + px : from + depth - 1 - px)
  const at = (px: number, along: number): Point =>
    place.isUpright ? { x: across(px), y: along } : { x: along, y: across(px) }
  return [at(beginsPx, start), at(endsPx, start + length)]
}

/** The step from paper to photo on each side that shows one, in pixels of the card at `READING_WIDTH_PX`. */
export const photoBorder: (
  evidence: Evidence,
  frame: number,
) => Partial<Readonly<Record<PhotoSide, BorderStep>>> = oncePerFrame((evidence, frame) => {
  const image = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!image || !card) return {}
  const steps: Partial<Record<PhotoSide, BorderStep>> = {}
  for (const [side, place] of Object.entries(SIDES) as [PhotoSide, SidePlace][]) {
    const { from, depth, start, length } = stretchOf(place)
    const region = place.isUpright
      ? { x: from, y: start, width: depth, height: length }
      : { x: start, y: from, width: length, height: depth }
    const picture = rectifyRegion(image, card, READING_WIDTH_PX, region)
    const step = borderStep(layAcross(picture, place), depth, length)
    if (step) steps[side] = step
  }
  return steps
})

/** The picture's levels with the way from paper to photo as rows of three channels: `[along][across][channel]`. */
function layAcross({ width, height, data }: RgbImage, { isUpright, inward }: SidePlace): Float32Array {
  const depth = isUpright ? width : height
  const length = isUpright ? height : width
  const levels = new Float32Array(data.length)
  let at = 0
  for (let along = 0; along < length; along++) {
    for (let i = 0; i < depth; i++) {
      const across = inward === 1 ? i : depth - 1 - i
      const from = 3 * (isUpright ? along * width + across : across * width + along)
      levels[at++] = data[from]!
      levels[at++] = data[from + 1]!
      levels[at++] = data[from + 2]!
    }
  }
  return levels
}
