import type { RgbImage } from '../../image/image.ts'
import { closePlane, type LevelPlane } from './close-plane.ts'

/** A rectified card as ink on paper, whatever the light's colour and gradient. */
export interface InkMap {
  readonly width: number
  readonly height: number
  /** Offsets of the channels that were looked at: all, but for one that a coloured flash fills. */
  readonly channels: Channels
  /** Row-major; 0 where the paper is as bright as around, 255 where it is black. */
  readonly data: Uint8Array
  /** Brightest of each pixel's `channels`, 0–255. */
  readonly brightest: Uint8Array
  /** Median of the paper in `brightest`, 0–255: what most of the picture is lit like. */
  readonly usualPaper: number
  /** The greatest of `brightest`. */
  readonly brightestPixel: number
}

/** Paper is estimated on blocks of this side, px of a 1280 px card. */
const BLOCK_PX = 4
const BLOCK_AREA = BLOCK_PX ** 2
/** Exponent of cameras' tone curves, near enough to sRGB's. */
const GAMMA = 2.2
/** Paper brighter than the card's usual paper by this factor lies in a reflection, not only in better light. */
const REFLECTION = 1.1
/** Reflections that dilute print further leave noise. */
const STRONGEST_LIFT = 8
/** Darker paper holds no print worth reading, and dividing by it would make noise into ink. */
const DARKEST_PAPER = 12
/** Every how many pixels channels are compared: coprime to rows of 1280. */
const CHANNEL_STRIDE_PX = 37
/** Quantiles of a channel that are its paper and, where there is any, its print: a few hundredths of a card are ink. */
const PAPER_QUANTILE = 0.6
const PRINT_QUANTILE = 0.02
/** A channel this bright on paper is full: sensors clip at 255, JPEG wavers by a few levels. One dimmer than `DIM_PAPER` is noise. */
const FULL = 250
const DIM_PAPER = 60
/** A full channel is left out where print has less than this share of the contrast that it has in the best of the others. */
const WEAK_SHARE = 0.6
/** Black ink in `InkMap.data`. */
export const BLACK = 255
const LEVELS = 256

/**
 * Ink of a rectified card. Text is dark in every channel while paper, coloured overlays and coloured flashes leave at
 * least one channel bright, so the brightest channel alone separates them, of those that still tell print from paper. It is divided by what a closing (the darkest
 * of the brightest around) leaves of it: strokes of print vanish in that, while shadows, gradients and broad overlays stay.
 * @param page where `card` is only a part of one: its usual paper, so that a reflection over most of the part is known as one
 */
export function inkMap(card: RgbImage, page?: InkMap): InkMap {
  const { width, height } = card
  // Paper needs no finer grid than blocks, and their means have a fourth of the noise.
  const channels = tellingChannels(card.data)
  const brightest = brightestChannel(card, channels)
  // Paper in one channel says nothing about paper in others.
  const paperOfCard = page?.channels.join() === channels.join() ? page.usualPaper : Infinity
  const paper = closePlane(blockMeans(brightest, width, height))
  const usualPaper = Math.min(paperOfCard, medianLevel(paper.data))
  const data = new Uint8Array(width * height)
  const tables: (Uint8Array | undefined)[] = Array.from({ length: LEVELS }, () => undefined)
  for (let y = 0; y < height; y++) {
    const blockRow = Math.min(paper.height - 1, (y / BLOCK_PX) | 0) * paper.width
    for (let column = 0; column < paper.width; column++) {
      const start = y * width + column * BLOCK_PX
      const end = column === paper.width - 1 ? (y + 1) * width : start + BLOCK_PX
      const level = paper.data[blockRow + column]!
      const table = (tables[level] ??= inkTable(level, REFLECTION * usualPaper))
      lookUp(table, brightest, data, start, end)
    }
  }
  return { width, height, channels, data, brightest, usualPaper, brightestPixel: greatest(brightest) }
}

// Loops over pixels stand in functions of their own that run once a row or block: so the compiler meets them often, and early.
function lookUp(table: Uint8Array, from: Uint8Array, to: Uint8Array, start: number, end: number): void {
  for (let i = start; i < end; i++) to[i] = table[from[i]!]!
}

function brightestChannel({ width, height, data: rgb }: RgbImage, channels: Channels): Uint8Array {
  const brightest = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) brightestOfRow(rgb, channels, brightest, y * width, (y + 1) * width)
  return brightest
}

/** Three offsets into a pixel, some of them equal where a channel says nothing. */
type Channels = readonly [number, number, number]
const ALL_CHANNELS: Channels = [0, 1, 2]

/** Under a strong coloured flash a channel may be full on paper and hardly less so on print: it is left out. */
function tellingChannels(rgb: Uint8Array): Channels {
  const seen = ALL_CHANNELS.map((channel) => {
    const histogram = new Uint32Array(LEVELS)
    for (let i = channel; i < rgb.length; i += 3 * CHANNEL_STRIDE_PX) histogram[rgb[i]!]!++
    const paper = quantileLevel(histogram, PAPER_QUANTILE)
    const contrast = 1 - quantileLevel(histogram, PRINT_QUANTILE) / Math.max(1, paper)
    return { channel, paper, contrast }
  })
  const others = seen.filter(({ paper }) => paper > DIM_PAPER && paper < FULL)
  const best = Math.max(0, ...others.map(({ contrast }) => contrast))
  const isWeak = (paper: number, contrast: number) => paper >= FULL && contrast < WEAK_SHARE * best
  if (!seen.some(({ paper, contrast }) => isWeak(paper, contrast))) return ALL_CHANNELS
  const kept = seen.filter(({ paper, contrast }) => paper > DIM_PAPER && !isWeak(paper, contrast))
  const [first = 0, second = first] = kept.map(({ channel }) => channel)
  return [first, second, second]
}

function brightestOfRow(
  rgb: Uint8Array,
  [a, b, c]: Channels,
  brightest: Uint8Array,
  start: number,
  end: number,
): void {
  for (let i = start, j = 3 * start; i < end; i++, j += 3) {
    const red = rgb[j + a]!
    const green = rgb[j + b]!
    const blue = rgb[j + c]!
    const high = red > green ? red : green
    brightest[i] = high > blue ? high : blue
  }
}

/** Means of whole blocks; what is left over at the right and below belongs to none. */
function blockMeans(full: Uint8Array, width: number, height: number): LevelPlane {
  const columns = Math.max(1, Math.floor(width / BLOCK_PX))
  const rows = Math.max(1, Math.floor(height / BLOCK_PX))
  const data = new Uint8Array(columns * rows)
  const sums = new Uint32Array(columns)
  for (let row = 0, i = 0; row < rows; row++) {
    sums.fill(0)
    for (let y = row * BLOCK_PX; y < (row + 1) * BLOCK_PX; y++) {
      for (let column = 0, at = y * width; column < columns; column++, at += BLOCK_PX) {
        sums[column]! += full[at]! + full[at + 1]! + full[at + 2]! + full[at + 3]!
      }
    }
    for (let column = 0; column < columns; column++, i++) data[i] = (sums[column]! / BLOCK_AREA + 0.5) | 0
  }
  return { width: columns, height: rows, data }
}

/** The ink of every level of a pixel on paper of one level; paper brighter than `reflectedFrom` lies under a reflection. */
function inkTable(paper: number, reflectedFrom: number): Uint8Array {
  const lift = paper > reflectedFrom ? Math.min(STRONGEST_LIFT, (paper / reflectedFrom) ** GAMMA) : 1
  const table = new Uint8Array(LEVELS)
  const white = Math.max(DARKEST_PAPER, paper)
  for (let level = 0; level < white; level++) {
    const ink = 1 - level / white
    table[level] = Math.round(BLACK * (lift === 1 ? ink : restoreInk(ink, lift)))
  }
  return table
}

function greatest(levels: Uint8Array): number {
  let most = 0
  for (let i = 0; i < levels.length; i++) if (levels[i]! > most) most = levels[i]!
  return most
}

/** Median of levels 0–255. */
function medianLevel(levels: Uint8Array): number {
  const histogram = new Uint32Array(LEVELS)
  for (let i = 0; i < levels.length; i++) histogram[levels[i]!]!++
  return quantileLevel(histogram, 0.5)
}

function quantileLevel(histogram: Uint32Array, share: number): number {
  let total = 0
  for (let level = 0; level < LEVELS; level++) total += histogram[level]!
  let below = 0
  let level = 0
  while (level < LEVELS - 1 && (below += histogram[level]!) <= share * total) level++
  return level
}

/**
 * Ink (0–1) as it would be without the reflection that lies on it. A reflection adds the same light to paper and print: where paper is
 * `lift` times as bright in linear light, the difference between the two is that much smaller a part of it.
 */
function restoreInk(ink: number, lift: number): number {
  const contrast = lift * (1 - (1 - ink) ** GAMMA)
  return contrast >= 1 ? 1 : 1 - (1 - contrast) ** (1 / GAMMA)
}
