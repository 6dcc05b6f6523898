import type { FrameAnalysis } from './analyse-frame.ts'
import type { CardSighting } from './watch-card.ts'

/** What the person is told, most urgent first in the order of judging. */
export const ADVICE_CODES = [
  'searching',
  'farther',
  'straighter',
  'closer',
  'dark',
  'glare',
  'moving',
  'blur',
  'hold_still',
  'steady',
] as const
export type Advice = (typeof ADVICE_CODES)[number]

/** Gates of the automatic shutter. The server decides what a capture is worth: these only keep hopeless ones from being sent. */
export interface GuidanceGates {
  /** Long edge of the card over the picture's width. */
  readonly leastWidthShare: number
  /** Long edge of the card in pixels of the camera's own picture, asked for as far as that takes no larger share than this. */
  readonly wantedWidthPx: number
  readonly mostWantedShare: number
  /** Distance of every corner from the picture's edge, as a share of its size. */
  readonly leastMargin: number
  readonly leastTiltCosine: number
  readonly mostRollDegrees: number
  readonly mostDarkness: number
  readonly mostGlareShare: number
  readonly leastSharpness: number
  /** Movement of the corners, card widths a second. */
  readonly mostSpeed: number
  /** How long all of this must hold. */
  readonly steadyMs: number
}

/** Sharpness, glare and speed stand between what simulated captures of an ordinary hand, and spoilt ones, measure: see `analyse-frame.test.ts`. */
export const ORDINARY_GATES: GuidanceGates = {
  leastWidthShare: 0.55,
  // Small print needs them; a card across more than this share is hard to keep inside the picture.
  wantedWidthPx: 1300,
  mostWantedShare: 0.68,
  leastMargin: 0.005,
  leastTiltCosine: 0.9,
  mostRollDegrees: 25,
  mostDarkness: 0.45,
  mostGlareShare: 0.005,
  leastSharpness: 0.72,
  mostSpeed: 0.35,
  steadyMs: 700,
}

/** After three tries anything that is found and held still will do. */
export const RELAXED_GATES: GuidanceGates = {
  leastWidthShare: 0.35,
  wantedWidthPx: 0,
  mostWantedShare: 0,
  leastMargin: -1,
  leastTiltCosine: 0.7,
  mostRollDegrees: 90,
  mostDarkness: 0.9,
  mostGlareShare: 0.2,
  leastSharpness: 0,
  mostSpeed: 1,
  steadyMs: 500,
}
const TRIES_BEFORE_RELAXING = 3

export function gatesFor(tries: number): GuidanceGates {
  return tries >= TRIES_BEFORE_RELAXING ? RELAXED_GATES : ORDINARY_GATES
}

/** A sighting older than this says nothing about movement. */
const MOTION_MEMORY_MS = 600

/** Turns sightings into advice; `steady` once everything has been well for long enough. */
export interface SightingJudge {
  judge(sighting: CardSighting): Advice
}

export function createSightingJudge(gates: GuidanceGates): SightingJudge {
  let previous: CardSighting | null = null
  let wellSinceMs: number | null = null
  return {
    judge(sighting) {
      const complaint = complaintAbout(sighting, previous, gates)
      previous = sighting
      if (complaint !== null) {
        wellSinceMs = null
        return complaint
      }
      wellSinceMs ??= sighting.timeMs
      return sighting.timeMs - wellSinceMs >= gates.steadyMs ? 'steady' : 'hold_still'
    },
  }
}

function complaintAbout(
  { timeMs, analysis, pictureWidthPx }: CardSighting,
  previous: CardSighting | null,
  gates: GuidanceGates,
): Advice | null {
  if (analysis === null) return 'searching'
  if (marginOf(analysis) < gates.leastMargin) return 'farther'
  if (analysis.tiltCosine < gates.leastTiltCosine || analysis.rollDegrees > gates.mostRollDegrees)
    return 'straighter'
  const wantedShare = Math.min(gates.wantedWidthPx / pictureWidthPx, gates.mostWantedShare)
  if (analysis.widthShare < Math.max(wantedShare, gates.leastWidthShare)) return 'closer'
  if (analysis.darkness > gates.mostDarkness) return 'dark'
  if ((analysis.glare?.share ?? 0) > gates.mostGlareShare) return 'glare'
  const speed = speedBetween(previous, timeMs, analysis)
  if (speed !== null && speed > gates.mostSpeed) return 'moving'
  return analysis.sharpness < gates.leastSharpness ? 'blur' : null
}

function marginOf({ quad }: FrameAnalysis): number {
  return Math.min(...quad.flatMap(({ x, y }) => [x, y, 1 - x, 1 - y]))
}

/** Mean movement of the corners in card widths a second; null without a recent sighting to compare with. */
function speedBetween(previous: CardSighting | null, timeMs: number, now: FrameAnalysis): number | null {
  if (previous === null || previous.analysis === null) return null
  const elapsedMs = timeMs - previous.timeMs
  if (elapsedMs <= 0 || elapsedMs > MOTION_MEMORY_MS) return null
  const before = previous.analysis.quad
  const moved = now.quad.reduce((sum, corner, k) => {
    const from = before[k] ?? corner
    return sum + Math.hypot(corner.x - from.x, corner.y - from.y) / 4
  }, 0)
  return (moved / now.widthShare) * (1000 / elapsedMs)
}
