import type { Plane, RgbImage } from '../../image/image.ts'
import { closePlane } from './close-plane.ts'

/** A rectified card as ink on paper, whatever the light's colour and gradient. */
export interface InkMap extends Plane {
  /** 0 where the paper is as bright as around, towards 1 where it is black; the same layout as `data`. */
  readonly data: Float32Array
  /** Brightest channel of each pixel, 0–255. */
  readonly brightest: Uint8Array
  /** Median of the paper's brightest channel, 0–255: what most of the picture is lit like. */
  readonly usualPaper: number
}

/** Paper is estimated on blocks of this side, px of a 1280 px card. */
const BLOCK_PX = 4
/** Exponent of cameras' tone curves, near enough to sRGB's. */
const GAMMA = 2.2
/** Paper brighter than the card's usual paper by this factor lies in a reflection, not only in better light. */
const REFLECTION = 1.1
/** Reflections that dilute print further leave noise. */
const STRONGEST_LIFT = 8
/** Steps of the tables of `restoreInk`. */
const RESTORED_STEPS = 1024
/** Darker paper holds no print worth reading, and dividing by it would make noise into ink. */
const DARKEST_PAPER = 12

/**
 * Ink of a rectified card. Text is dark in every channel while paper, coloured overlays and coloured flashes leave at
 * least one channel bright, so the brightest channel alone separates them. It is divided by what a closing (the darkest
 * of the brightest around) leaves of it: strokes of print vanish in that, while shadows, gradients and broad overlays stay.
 * @param paperOfCard where `card` is only a part of one: its usual paper, so that a reflection over most of the part is known as one
 */
export function inkMap(card: RgbImage, paperOfCard = Infinity): InkMap {
  const { width, height } = card
  const brightest = brightestChannel(card)
  // Paper needs no finer grid than blocks, and their means have a fourth of the noise.
  const blocks = blockMeans(brightest, width, height)
  const { width: columns, height: rows } = blocks
  const paper = closePlane(blocks).data
  const usualPaper = Math.min(paperOfCard, medianLevel(paper))
  const reflectedFrom = REFLECTION * usualPaper
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const blockRow = Math.min(rows - 1, (y / BLOCK_PX) | 0) * columns
    let at = y * width
    for (let column = 0; column < columns; column++) {
      const end = column === columns - 1 ? (y + 1) * width : at + BLOCK_PX
      const level = paper[blockRow + column]!
      const perLevel = 1 / (level > DARKEST_PAPER ? level : DARKEST_PAPER)
      const lift = level > reflectedFrom ? Math.min(STRONGEST_LIFT, (level / reflectedFrom) ** GAMMA) : 1
      for (; at < end; at++) {
        const ink = 1 - brightest[at]! * perLevel
        data[at] = ink <= 0 ? 0 : lift === 1 ? ink : restoreInk(ink, lift)
      }
    }
  }
  return { width, height, data, brightest, usualPaper }
}

function brightestChannel({ width, height, data: rgb }: RgbImage): Uint8Array {
  const brightest = new Uint8Array(width * height)
  for (let i = 0, j = 0; i < brightest.length; i++, j += 3) {
    const red = rgb[j]!
    const green = rgb[j + 1]!
    const blue = rgb[j + 2]!
    const high = red > green ? red : green
    brightest[i] = high > blue ? high : blue
  }
  return brightest
}

/** Means of whole blocks; what is left over at the right and below belongs to the last ones. */
function blockMeans(full: Uint8Array, width: number, height: number): Plane {
  const columns = Math.max(1, Math.floor(width / BLOCK_PX))
  const rows = Math.max(1, Math.floor(height / BLOCK_PX))
  const data = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let count = 0
      for (let y = row * BLOCK_PX; y < Math.min(height, (row + 1) * BLOCK_PX); y++) {
        const from = y * width + column * BLOCK_PX
        const to = y * width + Math.min(width, (column + 1) * BLOCK_PX)
        for (let i = from; i < to; i++) sum += full[i]!
        count += to - from
      }
      data[row * columns + column] = sum / count
    }
  }
  return { width: columns, height: rows, data }
}

/** Median of levels 0–255, to one level. */
function medianLevel(levels: Float32Array): number {
  const histogram = new Uint32Array(256)
  for (const level of levels) histogram[level | 0]!++
  let below = 0
  let level = 0
  while (level < 255 && (below += histogram[level]!) <= levels.length / 2) level++
  return level
}

/**
 * Ink as it would be without the reflection that lies on it. A reflection adds the same light to paper and print: where paper is
 * `lift` times as bright in linear light, the difference between the two is that much smaller a part of it.
 */
function restoreInk(ink: number, lift: number): number {
  const contrast = lift * LINEAR_CONTRAST[(ink * RESTORED_STEPS) | 0]!
  return contrast >= 1 ? 1 : CODED_INK[(contrast * RESTORED_STEPS) | 0]!
}

/** Difference to paper in linear light for ink 0–1 in coded values, and back. */
const LINEAR_CONTRAST = Float32Array.from(
  { length: RESTORED_STEPS + 1 },
  (_, i) => 1 - (1 - i / RESTORED_STEPS) ** GAMMA,
)
const CODED_INK = Float32Array.from(
  { length: RESTORED_STEPS + 1 },
  (_, i) => 1 - (1 - i / RESTORED_STEPS) ** (1 / GAMMA),
)
