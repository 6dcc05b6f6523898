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
  const { width, height, data: rgb } = card
  const brightest = new Uint8Array(width * height)
  const columns = Math.max(1, Math.floor(width / BLOCK_PX))
  const rows = Math.max(1, Math.floor(height / BLOCK_PX))
  // Paper needs no finer grid than blocks, and their means have a fourth of the noise.
  const sums = new Float32Array(columns * rows)
  const counts = new Float32Array(columns * rows)
  for (let y = 0; y < height; y++) {
    const blockRow = Math.min(rows - 1, (y / BLOCK_PX) | 0) * columns
    let at = y * width
    for (let column = 0; column < columns; column++) {
      const end = column === columns - 1 ? (y + 1) * width : at + BLOCK_PX
      let sum = 0
      counts[blockRow + column]! += end - at
      for (; at < end; at++) {
        const red = rgb[3 * at]!
        const green = rgb[3 * at + 1]!
        const blue = rgb[3 * at + 2]!
        let high = red > green ? red : green
        if (blue > high) high = blue
        brightest[at] = high
        sum += high
      }
      sums[blockRow + column]! += sum
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i]! /= counts[i]!
  const paper = closePlane({ width: columns, height: rows, data: sums }).data
  const usualPaper = Math.min(paperOfCard, paper.toSorted()[paper.length >> 1] ?? 0)
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
