import type { Plane, RgbImage } from '../image/image.ts'

/** A rectified card as ink on paper, whatever the light's colour and gradient. */
export interface InkMap extends Plane {
  /** 0 where the paper is as bright as around, towards 1 where it is black; the same layout as `data`. */
  readonly data: Float32Array
  /** Brightest channel of each pixel, 0–255. */
  readonly brightest: Uint8Array
}

/** Side of the cells whose paper level is estimated, px of a 1280 px card: wider than a stroke, narrower than a shadow. */
const CELL_PX = 24
/** Share of a cell's pixels that are not brighter than its paper; even bold header text leaves a fifth of paper. */
const PAPER_QUANTILE = 0.8
/** Darker cells hold no print worth reading, and dividing by them would make noise into ink. */
const DARKEST_PAPER = 12

/**
 * Ink of a rectified card. Text is dark in every channel while paper, coloured overlays and coloured flashes leave at
 * least one channel bright, so the brightest channel alone separates them; it is then divided by the paper around.
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
  const paper = paperLevels(brightest, width, height)
  const data = new Float32Array(width * height)
  const { columns, rows, levels } = paper
  for (let y = 0; y < height; y++) {
    const cellY = Math.min(rows - 1.001, Math.max(0, (y + 0.5) / CELL_PX - 0.5))
    const top = Math.floor(cellY)
    const down = cellY - top
    const upper = top * columns
    const lower = Math.min(rows - 1, top + 1) * columns
    for (let x = 0; x < width; x++) {
      const cellX = Math.min(columns - 1.001, Math.max(0, (x + 0.5) / CELL_PX - 0.5))
      const left = Math.floor(cellX)
      const right = cellX - left
      const next = Math.min(columns - 1, left + 1)
      const level =
        (levels[upper + left]! * (1 - right) + levels[upper + next]! * right) * (1 - down) +
        (levels[lower + left]! * (1 - right) + levels[lower + next]! * right) * down
      const ink = 1 - brightest[y * width + x]! / level
      data[y * width + x] = ink > 0 ? ink : 0
    }
  }
  return { width, height, data, brightest }
}

function paperLevels(brightest: Uint8Array, width: number, height: number) {
  const columns = Math.max(1, Math.ceil(width / CELL_PX))
  const rows = Math.max(1, Math.ceil(height / CELL_PX))
  const raw = new Float32Array(columns * rows)
  const histogram = new Uint16Array(256)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      histogram.fill(0)
      let count = 0
      const yEnd = Math.min(height, (row + 1) * CELL_PX)
      const xEnd = Math.min(width, (column + 1) * CELL_PX)
      for (let y = row * CELL_PX; y < yEnd; y++) {
        for (let x = column * CELL_PX; x < xEnd; x++) {
          histogram[brightest[y * width + x]!]!++
          count++
        }
      }
      let below = 0
      let level = 0
      while (level < 255 && (below += histogram[level]!) < count * PAPER_QUANTILE) level++
      raw[row * columns + column] = Math.max(DARKEST_PAPER, level)
    }
  }
  return { columns, rows, levels: smooth(raw, columns, rows) }
}

/** Mean over 3 × 3 cells, so that a cell full of print takes its neighbours' paper. */
function smooth(raw: Float32Array, columns: number, rows: number): Float32Array {
  const levels = new Float32Array(raw.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let count = 0
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += raw[y * columns + x]!
          count++
        }
      }
      levels[row * columns + column] = sum / count
    }
  }
  return levels
}
