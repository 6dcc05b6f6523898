import type { Plane, RgbImage } from '../image/image.ts'
import { closePlane } from './close-plane.ts'

/** A rectified card as ink on paper, whatever the light's colour and gradient. */
export interface InkMap extends Plane {
  /** 0 where the paper is as bright as around, towards 1 where it is black; the same layout as `data`. */
  readonly data: Float32Array
  /** Brightest channel of each pixel, 0–255. */
  readonly brightest: Uint8Array
}

/** Paper is estimated on blocks of this side, px of a 1280 px card. */
const BLOCK_PX = 4
/** Darker paper holds no print worth reading, and dividing by it would make noise into ink. */
const DARKEST_PAPER = 12

/**
 * Ink of a rectified card. Text is dark in every channel while paper, coloured overlays and coloured flashes leave at
 * least one channel bright, so the brightest channel alone separates them. It is divided by what a closing (the darkest
 * of the brightest around) leaves of it: strokes of print vanish in that, while shadows, gradients and broad overlays stay.
 */
export function inkMap(card: RgbImage): InkMap {
  const { width, height, data: rgb } = card
  const brightest = new Uint8Array(width * height)
  for (let i = 0, j = 0; i < brightest.length; i++, j += 3) {
    const red = rgb[j]!
    const green = rgb[j + 1]!
    const blue = rgb[j + 2]!
    const high = red > green ? red : green
    brightest[i] = high > blue ? high : blue
  }
  const blocks = blockMeans(brightest, width, height)
  const paper = closePlane(blocks)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const blockRow = Math.min(blocks.height - 1, Math.floor(y / BLOCK_PX)) * blocks.width
    for (let x = 0; x < width; x++) {
      const level = paper.data[blockRow + Math.min(blocks.width - 1, (x / BLOCK_PX) | 0)]!
      const ink = 1 - brightest[y * width + x]! / (level > DARKEST_PAPER ? level : DARKEST_PAPER)
      data[y * width + x] = ink > 0 ? ink : 0
    }
  }
  return { width, height, data, brightest }
}

/** Means of blocks: paper needs no finer grid, and their noise is a fourth. */
function blockMeans(full: Uint8Array, width: number, height: number): Plane {
  const columns = Math.floor(width / BLOCK_PX)
  const rows = Math.floor(height / BLOCK_PX)
  const sums = new Float32Array(columns * rows)
  for (let y = 0; y < rows * BLOCK_PX; y++) {
    const row = Math.floor(y / BLOCK_PX) * columns
    const from = y * width
    for (let x = 0; x < columns * BLOCK_PX; x++) sums[row + ((x / BLOCK_PX) | 0)]! += full[from + x]!
  }
  return { width: columns, height: rows, data: sums.map((sum) => sum / BLOCK_PX ** 2) }
}
