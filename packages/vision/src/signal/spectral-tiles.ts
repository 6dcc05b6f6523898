import type { RgbImage } from '../image/image.ts'
import type { LocatedCard, Point } from '../card/located-card.ts'

/** Side of a spectral tile in frame pixels: long enough for a resolution of 1/128 cycles per pixel, short enough to be local. */
export const TILE_PX = 128
/** Candidate tiles start this far apart. */
const STRIDE_PX = 48
/** Every n-th pixel is looked at when candidates are ranked. */
const RANK_STEP = 4

export interface TilePlace {
  readonly x: number
  readonly y: number
}

/** Card coordinates of a frame pixel, by Cramer's rule on the forward homography. */
export function cardPosition(h: LocatedCard['cardToFrame'], x: number, y: number): readonly [number, number] {
  const a = h[0] - h[6] * x
  const b = h[1] - h[7] * x
  const c = h[8] * x - h[2]
  const d = h[3] - h[6] * y
  const e = h[4] - h[7] * y
  const f = h[8] * y - h[5]
  const determinant = a * e - b * d
  return [(c * e - b * f) / determinant, (a * f - c * d) / determinant]
}

const isOnCard = ([u, v]: readonly [number, number], margin: number): boolean =>
  u > margin && u < 1 - margin && v > margin && v < 1 - margin

/** How busy and how dark a candidate is: text and clipped areas rank last. */
function business(image: RgbImage, place: TilePlace): number {
  const { data, width } = image
  let sum = 0
  let squares = 0
  let clipped = 0
  let count = 0
  for (let y = place.y; y < place.y + TILE_PX; y += RANK_STEP) {
    for (let x = place.x; x < place.x + TILE_PX; x += RANK_STEP) {
      const g = data[3 * (y * width + x) + 1]!
      sum += g
      squares += g * g
      if (g > 250 || g < 8) clipped++
      count++
    }
  }
  const mean = sum / count
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / (mean + 16) + clipped / count
}

function spreadChoice(
  image: RgbImage,
  candidates: readonly TilePlace[],
  count: number,
): readonly TilePlace[] {
  if (count === 0) return []
  const ranked = candidates
    .map((place) => ({ place, rank: business(image, place) }))
    .sort((a, b) => a.rank - b.rank || a.place.y - b.place.y || a.place.x - b.place.x)
  const chosen: TilePlace[] = []
  for (const { place } of ranked) {
    if (chosen.length >= count) break
    const apart = chosen.every(
      (c) => Math.abs(c.x - place.x) >= TILE_PX / 2 || Math.abs(c.y - place.y) >= TILE_PX / 2,
    )
    if (apart) chosen.push(place)
  }
  return chosen
}

/** The tile whose middle shows a place on the card; null where it does not fit in the frame. */
export function tileAround(image: RgbImage, card: LocatedCard, at: Point): TilePlace | null {
  const h = card.cardToFrame
  const w = h[6] * at.x + h[7] * at.y + h[8]
  const x = Math.round((h[0] * at.x + h[1] * at.y + h[2]) / w - TILE_PX / 2)
  const y = Math.round((h[3] * at.x + h[4] * at.y + h[5]) / w - TILE_PX / 2)
  const fits = x >= 0 && y >= 0 && x + TILE_PX <= image.width && y + TILE_PX <= image.height
  return fits ? { x, y } : null
}

/** The quietest tiles on the card and beside it, at the frame's own resolution. */
export function chooseTiles(
  image: RgbImage,
  card: LocatedCard,
  onCard: number,
  beside: number,
): { readonly card: readonly TilePlace[]; readonly beside: readonly TilePlace[] } {
  const inside: TilePlace[] = []
  const outside: TilePlace[] = []
  const offsets = [0, TILE_PX / 2, TILE_PX] as const
  for (let y = 0; y + TILE_PX <= image.height; y += STRIDE_PX) {
    for (let x = 0; x + TILE_PX <= image.width; x += STRIDE_PX) {
      let within = 0
      let without = 0
      for (const dy of offsets) {
        for (const dx of offsets) {
          const position = cardPosition(card.cardToFrame, x + dx, y + dy)
          if (isOnCard(position, 0.015)) within++
          if (!isOnCard(position, -0.05)) without++
        }
      }
      if (within === 9) inside.push({ x, y })
      else if (without === 9) outside.push({ x, y })
    }
  }
  return { card: spreadChoice(image, inside, onCard), beside: spreadChoice(image, outside, beside) }
}

/** Luma (Rec. 601 weights, as JPEG uses) of one tile less its mean, under a Hann window. */
export function windowedLuma(image: RgbImage, place: TilePlace): Float32Array {
  const { data, width } = image
  const tile = new Float32Array(TILE_PX * TILE_PX)
  let sum = 0
  for (let y = 0; y < TILE_PX; y++) {
    let at = 3 * ((place.y + y) * width + place.x)
    for (let x = 0; x < TILE_PX; x++, at += 3) {
      const value = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
      tile[y * TILE_PX + x] = value
      sum += value
    }
  }
  const mean = sum / tile.length
  for (let y = 0; y < TILE_PX; y++) {
    const wy = HANN[y]!
    for (let x = 0; x < TILE_PX; x++) {
      const i = y * TILE_PX + x
      tile[i] = (tile[i]! - mean) * wy * HANN[x]!
    }
  }
  return tile
}

const HANN = Float32Array.from(
  { length: TILE_PX },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / TILE_PX),
)
