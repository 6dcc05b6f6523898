import type { RgbImage } from '../image/image.ts'
import type { LocatedCard, Point } from '../card/located-card.ts'

/** Side of a spectral tile in frame pixels: long enough for a resolution of 1/128 cycles per pixel, short enough to be local. */
export const TILE_PX = 128
/** Candidate tiles start this far apart. */
const STRIDE_PX = 48
/** Every n-th pixel is looked at when candidates are ranked, and summed up over squares of this side. */
const RANK_STEP = 4
const CELL_PX = 16

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

type CardPosition = ReturnType<typeof cardPosition>

const isOnCard = ([u, v]: CardPosition, margin: number): boolean =>
  u > margin && u < 1 - margin && v > margin && v < 1 - margin
const isInside = (at: CardPosition): boolean => isOnCard(at, 0.015)
const isOutside = (at: CardPosition): boolean => !isOnCard(at, -0.05)

/** Whether corners, middles of sides and middle of a tile all lie so. */
function isAllThere(
  card: LocatedCard,
  x: number,
  y: number,
  isThere: (at: CardPosition) => boolean,
): boolean {
  for (let dy = 0; dy <= TILE_PX; dy += TILE_PX / 2) {
    for (let dx = 0; dx <= TILE_PX; dx += TILE_PX / 2)
      if (!isThere(cardPosition(card.cardToFrame, x + dx, y + dy))) return false
  }
  return true
}

/** What candidates are ranked by, in cells that strides and tiles are whole multiples of: neighbours share most of theirs. */
interface RankCells {
  readonly across: number
  /** Sum, sum of squares and number of clipped ones of each cell's green values. */
  readonly sums: Uint32Array
}

function sumCells({ data, width, height }: RgbImage): RankCells {
  const across = Math.floor(width / CELL_PX)
  const down = Math.floor(height / CELL_PX)
  const sums = new Uint32Array(3 * across * down)
  for (let y = 0; y < down * CELL_PX; y += RANK_STEP) {
    let at = 3 * y * width + 1
    for (let cell = 3 * across * Math.floor(y / CELL_PX), end = cell + 3 * across; cell < end; cell += 3) {
      let sum = 0
      let squares = 0
      let clipped = 0
      for (let x = 0; x < CELL_PX; x += RANK_STEP, at += 3 * RANK_STEP) {
        const g = data[at]!
        sum += g
        squares += g * g
        if (g > 250 || g < 8) clipped++
      }
      sums[cell]! += sum
      sums[cell + 1]! += squares
      sums[cell + 2]! += clipped
    }
  }
  return { across, sums }
}

/** How busy and how dark a candidate is: text and clipped areas rank last. */
function business({ across, sums }: RankCells, place: TilePlace): number {
  let sum = 0
  let squares = 0
  let clipped = 0
  for (let row = 0; row < TILE_PX / CELL_PX; row++) {
    const from = 3 * ((place.y / CELL_PX + row) * across + place.x / CELL_PX)
    for (let cell = from; cell < from + (3 * TILE_PX) / CELL_PX; cell += 3) {
      sum += sums[cell]!
      squares += sums[cell + 1]!
      clipped += sums[cell + 2]!
    }
  }
  const count = (TILE_PX / RANK_STEP) ** 2
  const mean = sum / count
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / (mean + 16) + clipped / count
}

function spreadChoice(
  cells: RankCells,
  candidates: readonly TilePlace[],
  count: number,
): readonly TilePlace[] {
  if (count === 0) return []
  const ranked = candidates
    .map((place) => ({ place, rank: business(cells, place) }))
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
  for (let y = 0; y + TILE_PX <= image.height; y += STRIDE_PX) {
    for (let x = 0; x + TILE_PX <= image.width; x += STRIDE_PX) {
      if (isAllThere(card, x, y, isInside)) inside.push({ x, y })
      else if (isAllThere(card, x, y, isOutside)) outside.push({ x, y })
    }
  }
  const cells = sumCells(image)
  return { card: spreadChoice(cells, inside, onCard), beside: spreadChoice(cells, outside, beside) }
}

/** Luma (Rec. 601 weights, as JPEG uses) of one tile less its mean, under a Hann window, into `tile`. */
export function windowedLuma({ data, width }: RgbImage, place: TilePlace, tile: Float64Array): void {
  let sum = 0
  for (let y = 0, i = 0; y < TILE_PX; y++) {
    // Rounded numbers are still floating ones to the compiler, and indices made of them slow.
    let at = (3 * ((place.y + y) * width + place.x)) | 0
    let rowSum = 0
    for (const end = i + TILE_PX; i < end; i++, at += 3) {
      // Whole numbers until the end: thousandths of a code value.
      const value = 299 * data[at]! + 587 * data[at + 1]! + 114 * data[at + 2]!
      tile[i] = value
      rowSum += value
    }
    sum += rowSum
  }
  const mean = sum / tile.length
  for (let y = 0, i = 0; y < TILE_PX; y++) {
    const wy = HANN[y]! / 1000
    for (let x = 0; x < TILE_PX; x++, i++) tile[i] = (tile[i]! - mean) * wy * HANN[x]!
  }
}

const HANN = Float64Array.from(
  { length: TILE_PX },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / TILE_PX),
)
