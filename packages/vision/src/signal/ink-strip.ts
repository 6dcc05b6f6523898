import { median, quantile } from './order-statistics.ts'

/** One printed line cut out of a card: how much darker than its paper each pixel is. */
export interface InkStrip {
  /** Where its top left pixel lies on the card's picture. */
  readonly x0: number
  readonly y0: number
  readonly width: number
  readonly height: number
  /** Darkness over that of the strokes nearby: 0 paper, about 1 the middle of a stroke. */
  readonly ink: Float32Array
  /** Darkness of the line's strokes, as a share of its paper's brightness, code values. */
  readonly contrast: number
  /** Whether enough strokes follow each other evenly that their darkness can be told stretch by stretch. */
  readonly isLong: boolean
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
/** Strokes are levelled over this many cap heights, where so many columns cross ones at least this share as dark as the line's. */
const CONTRAST_STRETCH_CAPS = 4
const STROKES_LEAST = 12
const LOCAL_SHARE = 0.35
const LEVELS = 256

/** Where a cut-out line lies, as in `InkStrip`. */
type StripPlace = Pick<InkStrip, 'x0' | 'y0' | 'isLong' | 'capPx' | 'capTop'>

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
  if (contrast > 0) {
    const local = place.isLong
      ? levelContrast(darkest, contrast, CONTRAST_STRETCH_CAPS * capPx)
      : new Float32Array(width).fill(contrast)
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) levels[i] = levels[i]! / local[x]!
    }
  }
  return { ...place, width, height, ink: levels, contrast }
}

/** How dark strokes are: of the columns that cross one, the median of their darkest pixels, however few they are. */
function strokeDarkness(darkest: Float32Array): number {
  const least = STROKE_SHARE * quantile(darkest, DARKEST_QUANTILE)
  const strokes = darkest.filter((value) => value > least)
  return strokes.length > 0 ? median(strokes) : 0
}

/** How dark strokes are in each column's stretch of the line: a reflection may pale one end of it. */
function levelContrast(darkest: Float32Array, contrast: number, stretchPx: number): Float32Array {
  const levels = Float32Array.from({ length: stretchesOf(darkest.length, stretchPx) }, (_, s) => {
    const [from, to] = stretchBounds(s, darkest.length, stretchPx)
    const strokes = darkest.subarray(from, to).filter((value) => value > LOCAL_SHARE * contrast)
    return strokes.length >= STROKES_LEAST ? median(strokes) : contrast
  })
  return acrossStretches(levels, darkest.length)
}

/** Brightness of the paper in each column, linear between stretches of the line. */
function levelPaper(
  brightness: Float32Array,
  width: number,
  height: number,
  stretchPx: number,
): Float32Array {
  const levels = Float32Array.from({ length: stretchesOf(width, stretchPx) }, (_, s) => {
    const [from, to] = stretchBounds(s, width, stretchPx)
    const histogram = new Uint32Array(LEVELS)
    for (let y = 0; y < height; y++) {
      for (let x = from; x < to; x++) histogram[brightness[y * width + x]! | 0]!++
    }
    return quantileOf(histogram, (to - from) * height, PAPER_QUANTILE)
  })
  return acrossStretches(levels, width)
}

const stretchesOf = (width: number, stretchPx: number): number =>
  Math.max(1, Math.round(width / Math.max(1, stretchPx)))

function stretchBounds(s: number, width: number, stretchPx: number): readonly [from: number, to: number] {
  const count = stretchesOf(width, stretchPx)
  return [Math.floor((s * width) / count), Math.floor(((s + 1) * width) / count)]
}

/** A value for each column, linear between the middles of the stretches. */
function acrossStretches(levels: Float32Array, width: number): Float32Array {
  const last = levels.length - 1
  return Float32Array.from({ length: width }, (_, x) => {
    const at = Math.min(last, Math.max(0, ((x + 0.5) * levels.length) / width - 0.5))
    const left = Math.floor(at)
    return levels[left]! + (at - left) * (levels[Math.min(last, left + 1)]! - levels[left]!)
  })
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
