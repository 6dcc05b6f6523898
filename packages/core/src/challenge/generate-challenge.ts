import { KartuError } from '../errors.ts'
import type { Randomness } from '../ports.ts'
import { parseColor } from './color-science.ts'
import { isSafeSequence } from './flash-safety.ts'
import { CHALLENGE_PALETTES, type ChallengePalette, type PaletteName } from './palette.ts'
import { randomInteger } from './random-integer.ts'

export const MIN_STEPS = 3
export const MAX_STEPS = 10
export const MIN_HOLD_MS = 300
export const MAX_HOLD_MS = 600

/** Chromatic steps a sequence holds, and how many of them differ, from four steps on; three steps hold two. */
const CHROMATIC_COLORS = 3
/**
 * Highest similarity of a sequence with itself one step later (1 = the same, 0 = as different as two random colours),
 * so that a voter can tell a response that is one step late from one on time.
 */
const MAX_SHIFT_SIMILARITY = 0.5
/** Random sequences meet every rule once in four times or more often; a thousand misses mean a broken source of randomness. */
const MAX_ATTEMPTS = 1000

export interface ChallengeColors {
  /** `#RRGGBB`, in display order. */
  readonly colors: readonly string[]
  /** Whole milliseconds, 300–600, one per colour. */
  readonly holdMs: readonly number[]
}

/**
 * A random colour sequence that meets contract §3: neighbours differ, the ambient reference and three chromatic colours
 * occur, a shift by one step shows, and no one-second period flashes beyond the palette's limits, which are stricter than
 * WCAG 2.3.1. Throws `steps_out_of_range`, and `challenge_not_found` when the randomness never yields one.
 */
export function generateChallengeColors(
  random: Randomness,
  options: { readonly steps: number; readonly palette: PaletteName },
): ChallengeColors {
  const { steps } = options
  if (!Number.isInteger(steps) || steps < MIN_STEPS || steps > MAX_STEPS) {
    throw new KartuError(
      'steps_out_of_range',
      `steps must be a whole number from ${MIN_STEPS} to ${MAX_STEPS}`,
    )
  }
  const palette = CHALLENGE_PALETTES[options.palette]
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const colors = drawColors(random, steps, palette)
    const holdMs = colors.map(() => MIN_HOLD_MS + randomInteger(random, MAX_HOLD_MS - MIN_HOLD_MS + 1))
    if (
      hasRequiredColors(colors, palette) &&
      shiftSimilarity(colors) <= MAX_SHIFT_SIMILARITY &&
      isSafeSequence(colors, holdMs, palette.limits)
    ) {
      return { colors, holdMs }
    }
  }
  throw new KartuError('challenge_not_found', 'no safe colour sequence came out of the source of randomness')
}

function drawColors(random: Randomness, steps: number, palette: ChallengePalette): string[] {
  const all = [...palette.chromatic, ...palette.neutral]
  const colors: string[] = []
  while (colors.length < steps) {
    const color = all[randomInteger(random, all.length)]
    if (color !== undefined && color !== colors.at(-1)) colors.push(color)
  }
  return colors
}

function hasRequiredColors(colors: readonly string[], palette: ChallengePalette): boolean {
  const chromatic = new Set(colors.filter((color) => palette.chromatic.includes(color)))
  return colors.includes(palette.reference) && chromatic.size >= Math.min(CHROMATIC_COLORS, colors.length - 1)
}

/**
 * Likeness of a sequence to itself shifted by one step: 1 − (mean squared RGB difference of neighbours) / (twice the
 * variance), which is the lag-one autocorrelation up to the ends. Throws `color_malformed`.
 */
export function shiftSimilarity(colors: readonly string[]): number {
  const points = colors.map(parseColor)
  const mean = [0, 1, 2].map((c) => points.reduce((sum, p) => sum + (p[c] ?? 0), 0) / points.length)
  const squared = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, c) => sum + (value - (b[c] ?? 0)) ** 2, 0)
  const variance = points.reduce((sum, p) => sum + squared(p, mean), 0) / points.length
  if (variance === 0) return 1
  let difference = 0
  for (let i = 1; i < points.length; i++) difference += squared(points[i] ?? [], points[i - 1] ?? [])
  return 1 - difference / (points.length - 1) / (2 * variance)
}
