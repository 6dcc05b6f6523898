import { cardHeightPx } from '../card/card-size.ts'
import type { LocatedCard, Point } from '../card/located-card.ts'
import { rectifyRegion } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { SEEK_STRIDE, STEP_REACH, measureStep, seekStep, type BorderStep } from './border-step.ts'
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

/** Where the step of one side is looked for, with room to measure it, in whole pixels of the card at `READING_WIDTH_PX`: where it begins and how far it runs. */
function stretchOf({ isUpright, across, along }: SidePlace): Stretch {
  const heightPx = cardHeightPx(READING_WIDTH_PX)
  const acrossPx = isUpright ? READING_WIDTH_PX : heightPx
  const alongPx = isUpright ? heightPx : READING_WIDTH_PX
  const from = Math.round(across[0] * acrossPx) - STEP_REACH
  const start = Math.round(along[0] * alongPx)
  return {
    from,
    depth: Math.round(across[1] * acrossPx) + STEP_REACH - from,
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

/** How far a side is turned from the card's own direction, radians, clockwise. */
export function turnOf(side: PhotoSide, { slope }: BorderStep): number {
  const { isUpright, inward } = SIDES[side]
  return Math.atan(slope) * (isUpright ? -inward : inward)
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
    const whole = stretchOf(place)
    const seen = { ...whole, length: Math.ceil(whole.length / SEEK_STRIDE), every: SEEK_STRIDE }
    const found = seekStep(levelsOf(image, card, place, seen), whole.depth)
    if (!found) continue
    const step = measureStep(levelsOf(image, card, place, aroundStep(place, whole, found.placePx)), found)
    if (step) steps[side] = step
  }
  return steps
})

/** Part of a side's stretch, and every how many pixels along it one is looked at. */
interface Stretch {
  readonly from: number
  readonly depth: number
  readonly start: number
  readonly length: number
  readonly every?: number
}

/** What a step is measured in, which is found first. */
function aroundStep({ inward }: SidePlace, whole: Stretch, placePx: number): Stretch {
  const middle = inward === 1 ? placePx : whole.depth - 1 - placePx
  return { ...whole, from: whole.from + middle - STEP_REACH, depth: 2 * STEP_REACH + 1 }
}

function levelsOf(
  image: RgbImage,
  card: LocatedCard,
  place: SidePlace,
  { from, depth, start, length, every = 1 }: Stretch,
): Float32Array {
  const region = place.isUpright
    ? { x: from, y: start, width: depth, height: length, stride: { x: 1, y: every } }
    : { x: start, y: from, width: length, height: depth, stride: { x: every, y: 1 } }
  return layAcross(rectifyRegion(image, card, READING_WIDTH_PX, region), place)
}

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
