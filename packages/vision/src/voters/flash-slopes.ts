import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS, cardLight } from '../signal/card-light.ts'
import { oncePerEvidence } from '../signal/once-per-evidence.ts'
import { median } from '../signal/order-statistics.ts'
import { CLIPPED_MAX } from '../signal/chromaticity-series.ts'
import { linearOfHexColor } from '../signal/srgb-linear.ts'
import { cardAnswer } from './flash-answer.ts'

/** Added to linear light before a logarithm, as in the chromaticity series. */
const LINEAR_FLOOR = 0.0015
/** Cells that must be judgeable in all frames: half of the card, so that they span it. */
const CELLS_MIN = (LIGHT_COLUMNS * LIGHT_ROWS) / 2

/** Fewer frames say nothing of how a cell follows the flash. */
const FRAMES_MIN = 3

/** How one colour channel of the card's cells follows the flash. */
interface ChannelSlopes {
  /** Sum of squares of what the code shows in this channel, less its mean: how much is known. */
  readonly power: number
  /** Of ln light on shown light, less what all cells have in common. */
  readonly slopes: Float64Array
  /** Mean ln light of each cell. */
  readonly levels: Float64Array
}

export interface FlashSlopes {
  /** Cells of the card that are well exposed in every frame that does not clip most of it. */
  readonly cells: readonly number[]
  readonly channels: readonly ChannelSlopes[]
}

/** How each cell of the card follows the flash, channel by channel; null where too little of the card is well exposed. */
export const flashSlopes: (evidence: Evidence) => FlashSlopes | null = oncePerEvidence((evidence) => {
  const answer = cardAnswer(evidence)
  const colors = evidence.challenge?.colors
  if (typeof answer === 'string' || !colors) return null
  // A frame that clips most of the card would leave nothing of the others to compare.
  const taking = [...answer.series.frames.entries()].flatMap(([k, frame]) => {
    const light = cardLight(evidence)[frame]!.card
    const clipped = light.clipped.filter((share) => share > CLIPPED_MAX).length
    return clipped > CELLS_MIN ? [] : [{ light, step: answer.steps[k]! }]
  })
  if (taking.length < FRAMES_MIN) return null
  const lights = taking.map(({ light }) => light)
  const cells: number[] = []
  for (let i = 0; i < LIGHT_COLUMNS * LIGHT_ROWS; i++)
    if (lights.every((light) => light.clipped[i]! <= CLIPPED_MAX)) cells.push(i)
  if (cells.length < CELLS_MIN) return null
  const shown = taking.map(({ step }) => linearOfHexColor(colors[step] ?? '#000000'))
  const logs = new Float64Array(cells.length)
  const channels = ([0, 1, 2] as const).map((c) => {
    const mean = shown.reduce((sum, rgb) => sum + rgb[c], 0) / shown.length
    const power = shown.reduce((sum, rgb) => sum + (rgb[c] - mean) ** 2, 0)
    const slopes = new Float64Array(cells.length)
    const levels = new Float64Array(cells.length)
    for (const [k, { linear }] of lights.entries()) {
      for (let i = 0; i < cells.length; i++) logs[i] = Math.log(linear[3 * cells[i]! + c]! + LINEAR_FLOOR)
      const common = median(logs)
      const share = power > 0 ? (shown[k]![c] - mean) / power : 0
      for (let i = 0; i < cells.length; i++) {
        levels[i]! += logs[i]! / lights.length
        slopes[i]! += share * (logs[i]! - common)
      }
    }
    return { power, slopes, levels }
  })
  return { cells, channels }
})

/** A constant and a square surface over the card at a cell: how light of something near falls off. */
export function surfaceAt(cell: number): readonly number[] {
  const u = ((cell % LIGHT_COLUMNS) + 0.5) / LIGHT_COLUMNS - 0.5
  const v = (Math.floor(cell / LIGHT_COLUMNS) + 0.5) / LIGHT_ROWS - 0.5
  return [1, u, v, u * u, u * v, v * v]
}
