import type { Tensor } from '@kartu/core'
import { BLACK, type InkMap } from '../layout/ink-map.ts'
import { inkQuantiles, openInkHistogram } from '../layout/ink-quantile.ts'
import type { LineBox } from '../layout/line-box.ts'

export interface LineCrop {
  /** [1, 1, 32, width], paper 1 and ink −1. */
  readonly tensor: Tensor
  /** 0–1: how dark the ink is against its paper. */
  readonly contrast: number
}

/** Rows of the line reader's input, and the height of the capitals in them: `HEIGHT` and `CAP` of `training/reader/strips.py`. */
const HEIGHT_PX = 32
const CAP_HEIGHT_PX = 20
/** The reader's time step is 4 px; whole pairs of them. */
const WIDTH_STEP_PX = 8
/** Paper left and right of the ink, in cap heights. */
const MARGIN_CAPS = 0.45
/** Quantiles of the crop that count as paper and as ink. */
const PAPER_QUANTILE = 0.4
const INK_QUANTILE = 0.97
const BINS_PER_LEVEL = 2
/** Less contrast than this is noise, not ink; 0–255. */
const MIN_CONTRAST = 0.05 * BLACK

/** Cuts one line out of the ink map, levels it, and scales it to the line reader's input, `stretch` times wider than high. */
export function cropLine(map: InkMap, line: LineBox, stretch: number): LineCrop {
  const cap = Math.max(4, line.bottom - line.top)
  const scaleY = CAP_HEIGHT_PX / cap
  const scaleX = scaleY * stretch
  const originX = line.x0 - MARGIN_CAPS * cap
  const inkWidth = (line.x1 - line.x0 + 2 * MARGIN_CAPS * cap) * scaleX
  const width = Math.max(HEIGHT_PX, Math.ceil(inkWidth / WIDTH_STEP_PX) * WIDTH_STEP_PX)
  const middleX = (line.x0 + line.x1) / 2
  const middleY = (line.top + line.bottom) / 2
  const data = new Float32Array(HEIGHT_PX * width)
  const histogram = openInkHistogram(BINS_PER_LEVEL)
  const down = 1 / scaleY
  const firstY = middleY + (0.5 - HEIGHT_PX / 2) * down - 0.5
  for (let column = 0; column < width; column++) {
    const x = Math.min(map.width - 1, Math.max(0, originX + (column + 0.5) / scaleX - 0.5))
    const y = firstY + line.slope * (x - middleX)
    sampleColumn(map, { x, y, down }, { data, column, width }, histogram.counts)
  }
  const [paper = 0, dark = 0] = inkQuantiles(histogram, [PAPER_QUANTILE, INK_QUANTILE])
  const contrast = dark - paper
  const perLevel = 2 / Math.max(MIN_CONTRAST, contrast)
  levelInk(data, paper, perLevel)
  return {
    tensor: { data, shape: [1, 1, HEIGHT_PX, width] },
    contrast: contrast / BLACK,
  }
}

/** Writes ink at x, from y on every `down` pixels, into one column of a crop, and counts its levels. */
function sampleColumn(
  { data, width, height }: InkMap,
  { x, y: firstY, down }: { readonly x: number; readonly y: number; readonly down: number },
  crop: { readonly data: Float32Array; readonly column: number; readonly width: number },
  counts: Uint32Array,
): void {
  const lastY = height - 1
  const left = Math.min(width - 2, Math.floor(x))
  const right = x - left
  let y = firstY
  for (let i = crop.column; i < crop.data.length; i += crop.width, y += down) {
    const within = Math.min(lastY, Math.max(0, y))
    const top = Math.min(lastY - 1, within | 0)
    const from = top * width + left
    const below = from + width
    const upper = data[from]! + (data[from + 1]! - data[from]!) * right
    const lower = data[below]! + (data[below + 1]! - data[below]!) * right
    const ink = upper + (lower - upper) * (within - top)
    crop.data[i] = ink
    counts[(ink * BINS_PER_LEVEL) | 0]!++
  }
}

/** Paper becomes 1, ink −1. */
function levelInk(data: Float32Array, paper: number, perLevel: number): void {
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.min(1, Math.max(-1, 1 - (data[i]! - paper) * perLevel))
  }
}
