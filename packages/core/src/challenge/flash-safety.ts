import { stimulusOf, type ColorStimulus } from './color-science.ts'

/** Definitions of "general flash and red flash thresholds" in WCAG 2.2, success criterion 2.3.1. */
export const WCAG_FLASH = {
  /** Opposing changes of at least this much relative luminance make a general flash … */
  minLuminanceChange: 0.1,
  /** … when the darker image is below this. */
  darkerBelow: 0.8,
  /** R/(R+G+B) at or above which a state is a saturated red. */
  saturatedRedShare: 0.8,
  /** A red transition moves more than this in CIE 1976 u′v′. */
  minRedChromaDistance: 0.2,
  windowMs: 1000,
  /** Flashes of either kind allowed within any window; a flash is a pair of opposing transitions. */
  maxFlashes: 3,
} as const

export interface FlashLimits {
  readonly maxGeneralFlashes: number
  readonly maxRedFlashes: number
}

/** The legal edge: a full-screen flash never profits from the size exemption, so only the rate counts. */
export const WCAG_LIMITS: FlashLimits = {
  maxGeneralFlashes: WCAG_FLASH.maxFlashes,
  maxRedFlashes: WCAG_FLASH.maxFlashes,
}

export interface FlashCount {
  /** Most general flashes within any one second; halves count (seven transitions are 3.5 flashes). */
  readonly generalFlashes: number
  readonly redFlashes: number
}

/** What the page around a sequence may be at the worst: the first and the last colour change from and to it. */
const EXTREME_PAGES = ['#000000', '#FFFFFF'] as const

/**
 * Whether showing `colors[i]` full screen for `holdMs[i]` ms, one after another, stays within `limits`, and within WCAG's own
 * when a page of any brightness is shown before and after it. A malformed sequence (lengths differ, a hold that is not
 * positive) is not safe. Throws `color_malformed`.
 */
export function isSafeSequence(
  colors: readonly string[],
  holdMs: readonly number[],
  limits: FlashLimits = WCAG_LIMITS,
): boolean {
  if (colors.length !== holdMs.length) return false
  if (holdMs.some((hold) => !(hold > 0 && Number.isFinite(hold)))) return false
  if (!isWithin(countFlashes(colors, holdMs), limits)) return false
  return EXTREME_PAGES.every((before) =>
    EXTREME_PAGES.every((after) =>
      // How long a page stays matters to nothing: it begins and ends the sequence.
      isWithin(countFlashes([before, ...colors, after], [0, ...holdMs, 0]), WCAG_LIMITS),
    ),
  )
}

function isWithin(count: FlashCount, limits: FlashLimits): boolean {
  return count.generalFlashes <= limits.maxGeneralFlashes && count.redFlashes <= limits.maxRedFlashes
}

/** The worst one-second period of a sequence, both its ends included. Throws `color_malformed`. */
export function countFlashes(colors: readonly string[], holdMs: readonly number[]): FlashCount {
  const states = colors.map(stimulusOf)
  // Change i is from state i to state i + 1.
  const changeAtMs: number[] = []
  let nowMs = 0
  for (let i = 0; i + 1 < states.length; i++) {
    nowMs += holdMs[i] ?? 0
    changeAtMs.push(nowMs)
  }
  let generalTransitions = 0
  let redTransitions = 0
  for (const [first, startMs] of changeAtMs.entries()) {
    const inside = changeAtMs.filter((t) => t >= startMs && t <= startMs + WCAG_FLASH.windowMs).length
    const visible = states.slice(first, first + inside + 1)
    generalTransitions = Math.max(generalTransitions, longestAlternation(visible, generalTransition))
    redTransitions = Math.max(redTransitions, longestAlternation(visible, redTransition))
  }
  return { generalFlashes: generalTransitions / 2, redFlashes: redTransitions / 2 }
}

type Direction = 'up' | 'down' | 'none'

function generalTransition(from: ColorStimulus, to: ColorStimulus): Direction {
  const change = to.luminance - from.luminance
  if (Math.abs(change) < WCAG_FLASH.minLuminanceChange) return 'none'
  if (Math.min(from.luminance, to.luminance) >= WCAG_FLASH.darkerBelow) return 'none'
  return change > 0 ? 'up' : 'down'
}

/** Into a saturated red is up, out of one is down. */
function redTransition(from: ColorStimulus, to: ColorStimulus): Direction {
  const fromRed = from.redShare >= WCAG_FLASH.saturatedRedShare
  const toRed = to.redShare >= WCAG_FLASH.saturatedRedShare
  if (fromRed === toRed) return 'none'
  if (Math.hypot(to.u - from.u, to.v - from.v) <= WCAG_FLASH.minRedChromaDistance) return 'none'
  return toRed ? 'up' : 'down'
}

/**
 * Most opposing transitions that can be picked out of the visible states in order. States may be skipped, so a change
 * that comes in two small steps in the same direction counts as the one large change it is.
 */
function longestAlternation(
  states: readonly ColorStimulus[],
  transition: (from: ColorStimulus, to: ColorStimulus) => Direction,
): number {
  const up: number[] = []
  const down: number[] = []
  let best = 0
  for (const [i, to] of states.entries()) {
    up[i] = 0
    down[i] = 0
    for (let j = 0; j < i; j++) {
      const from = states[j]
      if (from === undefined) continue
      const direction = transition(from, to)
      if (direction === 'up') up[i] = Math.max(up[i] ?? 0, 1 + (down[j] ?? 0))
      if (direction === 'down') down[i] = Math.max(down[i] ?? 0, 1 + (up[j] ?? 0))
    }
    best = Math.max(best, up[i] ?? 0, down[i] ?? 0)
  }
  return best
}
