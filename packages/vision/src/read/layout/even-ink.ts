import { BLACK, type InkMap } from './ink-map.ts'

/** Tiles in which print's strength is measured, px of a 1280 px card: a few letters wide, about one row high. */
const TILE_WIDTH_PX = 80
const HALF_TILE_PX = TILE_WIDTH_PX / 2
const TILE_HEIGHT_PX = 40
/** Print is what is darkest in a tile; every how many pixels ink is sampled. */
const STRENGTH_QUANTILE = 0.97
const STRIDE_PX = 4
const BINS = 64
const LEVELS_PER_BIN = 4
/** Paler print than this share of the threshold's is not lifted further: what is under it may be artwork. */
const MOST_GAIN = 3
/** Ink this many times the paper's own unevenness is print. */
const NOISE_MARGIN = 2.2
/** Print should reach this multiple of the threshold. */
const CLEARANCE = 1.5
/** Weaker gains change nothing that matters. */
const LEAST_GAIN = 1.05

/**
 * Lifts print that a reflection or wear makes paler than the rest, in place, so that one threshold finds it all: where the darkest
 * ink around (0–255) hardly reaches the threshold, ink is multiplied, never so far that the paper's unevenness would reach the threshold.
 */
export function evenInk(ink: InkMap, threshold: number, paperUnevenness: number): void {
  const most = Math.min(MOST_GAIN, threshold / (NOISE_MARGIN * paperUnevenness))
  if (most < LEAST_GAIN) return
  const columns = Math.ceil(ink.width / TILE_WIDTH_PX)
  const rows = Math.ceil(ink.height / TILE_HEIGHT_PX)
  const strengths = strengthenNeighbours(tileStrengths(ink, columns, rows), columns, rows)
  const gains = strengths.map((strength) => Math.min(most, Math.max(1, (CLEARANCE * threshold) / strength)))
  if (gains.every((gain) => gain < LEAST_GAIN)) return
  applyGains(ink, gains, columns, rows)
}

function tileStrengths({ width, height, data }: InkMap, columns: number, rows: number): Float32Array {
  const histograms = new Uint16Array(columns * rows * BINS)
  const counts = new Uint16Array(columns * rows)
  for (let y = 0; y < height; y += STRIDE_PX) {
    const row = ((y / TILE_HEIGHT_PX) | 0) * columns
    for (let x = 0; x < width; x += STRIDE_PX) {
      const tile = row + ((x / TILE_WIDTH_PX) | 0)
      histograms[tile * BINS + ((data[y * width + x]! / LEVELS_PER_BIN) | 0)]!++
      counts[tile]!++
    }
  }
  return Float32Array.from(counts, (count, tile) => {
    let above = count * (1 - STRENGTH_QUANTILE)
    let bin = BINS
    while (bin > 0 && above >= 0) above -= histograms[tile * BINS + --bin]!
    return (bin + 1) * LEVELS_PER_BIN
  })
}

/** A tile between letters is lit like the letters beside it: the strongest of it and its eight neighbours. */
function strengthenNeighbours(strengths: Float32Array, columns: number, rows: number): Float32Array {
  return strengths.map((_, tile) => {
    const [column, row] = [tile % columns, Math.floor(tile / columns)]
    let most = 0
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
        most = Math.max(most, strengths[y * columns + x]!)
    }
    return most
  })
}

/** Multiplies by the gains, bilinear between the middles of tiles. */
function applyGains(
  { width, height, data }: InkMap,
  gains: Float32Array,
  columns: number,
  rows: number,
): void {
  const line = new Float32Array(columns)
  for (let y = 0; y < height; y++) {
    const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / TILE_HEIGHT_PX - 0.5))
    const above = Math.min(rows - 1, Math.floor(v))
    const below = Math.min(rows - 1, above + 1)
    let strongest = 1
    for (let c = 0; c < columns; c++) {
      const gain = gains[above * columns + c]! * (1 - v + above) + gains[below * columns + c]! * (v - above)
      line[c] = gain
      if (gain > strongest) strongest = gain
    }
    if (strongest >= LEAST_GAIN) applyLine(data, y * width, width, line)
  }
}

/** One row of `width` pixels from `start` on: between the middles of two tiles the gain changes evenly. */
function applyLine(data: Uint8Array, start: number, width: number, line: Float32Array): void {
  for (let c = 0; c <= line.length; c++) {
    const from = line[Math.max(0, c - 1)]!
    const to = line[Math.min(line.length - 1, c)]!
    if (from < LEAST_GAIN && to < LEAST_GAIN) continue
    const step = (to - from) / TILE_WIDTH_PX
    const left = c * TILE_WIDTH_PX - HALF_TILE_PX
    const end = Math.min(width, left + TILE_WIDTH_PX)
    for (let x = Math.max(0, left); x < end; x++) {
      data[start + x] = Math.min(BLACK, data[start + x]! * (from + step * (x - left)))
    }
  }
}
