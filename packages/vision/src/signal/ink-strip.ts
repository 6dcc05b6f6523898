import { median, quantile } from './order-statistics.ts'

/** One printed line cut out of a card: how much darker than its paper each pixel is. */
export interface InkStrip {
  /** Where its top left pixel lies on the card's picture. */
  readonly x0: number
  readonly y0: number
  readonly width: number
  readonly height: number
  /** Darkness over the line's own darkest print: 0 paper, about 1 the middle of a stroke. */
  readonly ink: Float32Array
  /** Darkness of the line's strokes, as a share of its paper's brightness, code values. */
  readonly contrast: number
  /** Expected height of capitals, px, and where they begin in the strip. */
  readonly capPx: number
  readonly capTop: number
}

/** Paper is what this share of a stretch of the line is darker than: letters cover less than half of it. */
const PAPER_QUANTILE = 0.8
/** Columns whose darkest pixel is darker than this share of the line's darkest ones cross a stroke. */
const STROKE_SHARE = 0.5
const DARKEST_QUANTILE = 0.9
/** Paper is levelled anew over this many cap heights: light changes slower, artwork about as fast. */
const PAPER_STRETCH_CAPS = 2.5
const LEVELS = 256

/** Where a cut-out line lies, as in `InkStrip`. */
type StripPlace = Pick<InkStrip, 'x0' | 'y0' | 'capPx' | 'capTop'>

/** Turns a line's brightness (code values, overwritten) into ink. */
export function openInkStrip(
  levels: Float32Array,
  width: number,
  height: number,
  place: StripPlace,
): InkStrip {
  const { capPx, capTop } = place
  const paper = levelPaper(levels, width, height, PAPER_STRETCH_CAPS * capPx)
  const darkest = new Float32Array(width)
  for (let y = 0, i = 0; y < height; y++) {
    const isInside = y >= capTop && y <= capTop + capPx
    for (let x = 0; x < width; x++, i++) {
      const white = paper[x]!
      const ink = white > 0 ? Math.max(0, 1 - levels[i]! / white) : 0
      levels[i] = ink
      if (isInside && ink > darkest[x]!) darkest[x] = ink
    }
  }
  const contrast = strokeDarkness(darkest)
  if (contrast > 0) for (let i = 0; i < levels.length; i++) levels[i] = levels[i]! / contrast
  return { ...place, width, height, ink: levels, contrast }
}

/** How dark strokes are: of the columns that cross one, the median of their darkest pixels, however few they are. */
function strokeDarkness(darkest: Float32Array): number {
  const least = STROKE_SHARE * quantile(darkest, DARKEST_QUANTILE)
  const strokes = darkest.filter((value) => value > least)
  return strokes.length > 0 ? median(strokes) : 0
}

/** Brightness of the paper in each column, linear between stretches of the line. */
function levelPaper(
  brightness: Float32Array,
  width: number,
  height: number,
  stretchPx: number,
): Float32Array {
  const stretches = Math.max(1, Math.round(width / Math.max(1, stretchPx)))
  const levels = new Float32Array(stretches)
  for (let s = 0; s < stretches; s++) {
    const histogram = new Uint32Array(LEVELS)
    const from = Math.floor((s * width) / stretches)
    const to = Math.floor(((s + 1) * width) / stretches)
    for (let y = 0; y < height; y++) {
      for (let x = from; x < to; x++) histogram[brightness[y * width + x]! | 0]!++
    }
    levels[s] = quantileOf(histogram, (to - from) * height, PAPER_QUANTILE)
  }
  const paper = new Float32Array(width)
  for (let x = 0; x < width; x++) {
    const at = Math.min(stretches - 1, Math.max(0, ((x + 0.5) * stretches) / width - 0.5))
    const left = Math.floor(at)
    const right = Math.min(stretches - 1, left + 1)
    paper[x] = levels[left]! + (at - left) * (levels[right]! - levels[left]!)
  }
  return paper
}

function quantileOf(histogram: Uint32Array, total: number, share: number): number {
  let below = 0
  for (let level = 0; level < LEVELS; level++) {
    const count = histogram[level]!
    if (count > 0 && below + count >= share * total) return level + (share * total - below) / count
    below += count
  }
  return LEVELS - 1
}
