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
  const { counts } = histogram
  const { data: source, width: columns } = map
  const lastX = columns - 1
  const lastY = map.height - 1
  const down = 1 / scaleY
  const firstY = middleY + (0.5 - HEIGHT_PX / 2) * down - 0.5
  for (let column = 0; column < width; column++) {
    const x = Math.min(lastX, Math.max(0, originX + (column + 0.5) / scaleX - 0.5))
    const left = Math.min(lastX - 1, Math.floor(x))
    const right = x - left
    let wanted = firstY + line.slope * (x - middleX)
    for (let at = column; at < data.length; at += width, wanted += down) {
      const y = wanted < 0 ? 0 : wanted > lastY ? lastY : wanted
      const top = y < lastY ? y | 0 : lastY - 1
      const from = top * columns + left
      const below = from + columns
      const upper = source[from]! + (source[from + 1]! - source[from]!) * right
      const lower = source[below]! + (source[below + 1]! - source[below]!) * right
      const ink = upper + (lower - upper) * (y - top)
      data[at] = ink
      counts[(ink * BINS_PER_LEVEL) | 0]!++
    }
  }
  const [paper = 0, dark = 0] = inkQuantiles(histogram, [PAPER_QUANTILE, INK_QUANTILE])
  const contrast = dark - paper
  const perLevel = 2 / Math.max(MIN_CONTRAST, contrast)
  for (let i = 0; i < data.length; i++) {
    const level = 1 - (data[i]! - paper) * perLevel
    data[i] = level > 1 ? 1 : level < -1 ? -1 : level
  }
  return {
    tensor: { data, shape: [1, 1, HEIGHT_PX, width] },
    contrast: contrast / BLACK,
  }
}
