import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { bestNoiseCorrelation, noiseFields, noiseLevel } from '../signal/noise-patches.ts'
import { median, ramp } from '../signal/order-statistics.ts'

/** More frames than this add pairs, not evidence. */
const FRAMES_MAX = 6
/** A camera repeats its last picture when asked again sooner than this, ms: such pairs are not compared. */
const SAME_EXPOSURE_MS = 100
/** Flat places that must carry noise before a pair can be judged. */
const PLACES_MIN = 4
/** Below this, code values, the encoder has removed the noise and only rounding is left. */
export const NOISE_MIN = 0.25
/** Independent exposures stay near 0.1 (the best of 49 shifts of noise); one exposure shown twice exceeds 0.5 (pad.md §7.4). */
export const CORRELATION_INDEPENDENT = 0.35
export const CORRELATION_SAME = 0.65
/**
 * A hand never holds a card still to half a pixel throughout a capture. Where it is that still, the bounds are stricter: print
 * falls on the same pixels too, but on the flattest places of a card it leaves less than this.
 */
const STILL_PX = 0.5
const STILL_INDEPENDENT = 0.32
const STILL_SAME = 0.5

export interface PairNoise {
  readonly first: number
  readonly second: number
  readonly correlation: number
  readonly motionPx: number
}

function cornerMotionPx(evidence: Evidence, a: number, b: number): number {
  const one = evidence.cards[a]
  const two = evidence.cards[b]
  if (!one || !two) return 0
  return Math.max(...one.quad.map((p, i) => Math.hypot(p.x - two.quad[i]!.x, p.y - two.quad[i]!.y)))
}

/** Every pair of frames whose noise can be compared. */
export function comparePairs(evidence: Evidence): readonly PairNoise[] {
  const fields = noiseFields(evidence)
  const taking = evidence.frames
    .map((frame) => frame.index)
    .filter((index) => evidence.cards[index])
    .slice(0, FRAMES_MAX)
  const pairs: PairNoise[] = []
  for (let i = 0; i < taking.length; i++) {
    for (let j = i + 1; j < taking.length; j++) {
      const first = taking[i]!
      const second = taking[j]!
      const t1 = evidence.frames[first]?.tMs ?? null
      const t2 = evidence.frames[second]?.tMs ?? null
      if (t1 !== null && t2 !== null && t2 - t1 < SAME_EXPOSURE_MS) continue
      const correlations: number[] = []
      fields[first]?.forEach((a, place) => {
        const b = fields[second]?.[place]
        if (!a || !b || noiseLevel(a) < NOISE_MIN || noiseLevel(b) < NOISE_MIN) return
        correlations.push(bestNoiseCorrelation(a, b))
      })
      if (correlations.length < PLACES_MIN) continue
      pairs.push({
        first,
        second,
        correlation: median(correlations),
        motionPx: cornerMotionPx(evidence, first, second),
      })
    }
  }
  return pairs
}

const isStill = (pairs: readonly PairNoise[]): boolean => pairs.every((pair) => pair.motionPx < STILL_PX)

function vote(evidence: Evidence): Vote {
  const { frames } = evidence
  if (frames.length < 2)
    return { kind: 'abstained', reason: 'A single frame has nothing to be independent of.' }
  const times = frames.map((frame) => frame.tMs)
  const backwards = times.some((t, i) => i > 0 && t !== null && times[i - 1] !== null && t <= times[i - 1]!)
  if (backwards) {
    return {
      kind: 'scored',
      suspicion: 0.95,
      reason: 'The frame times do not run forwards.',
      evidence: { timesForward: false },
    }
  }
  const tables = new Set(frames.map((frame) => frame.encoding.quantisationDigest)).size
  const repeated = frames.length - new Set(frames.map((frame) => frame.sha256)).size
  const apart = frames.some((frame, i) =>
    frames.some(
      (other, j) =>
        j > i &&
        other.sha256 === frame.sha256 &&
        !(other.tMs !== null && frame.tMs !== null && other.tMs - frame.tMs < SAME_EXPOSURE_MS),
    ),
  )
  if (repeated > 0 && apart) {
    return {
      kind: 'scored',
      suspicion: 1,
      reason: 'The same picture was sent more than once: a camera never repeats its noise.',
      evidence: { repeatedFiles: repeated, encoderTables: tables },
    }
  }
  const pairs = comparePairs(evidence)
  if (pairs.length === 0) {
    return {
      kind: 'abstained',
      reason: 'No two frames show flat parts of the card with sensor noise in them.',
      evidence: { encoderTables: tables },
    }
  }
  const highest = Math.max(...pairs.map((pair) => pair.correlation))
  const shared = isStill(pairs)
    ? ramp(highest, STILL_INDEPENDENT, STILL_SAME)
    : ramp(highest, CORRELATION_INDEPENDENT, CORRELATION_SAME)
  const mixedTables = tables > 1 ? 0.4 : 0
  const suspicion = Math.max(shared, mixedTables, 0.05)
  const measured: VoteEvidence = {
    pairs: pairs.length,
    highestCorrelation: Number(highest.toFixed(3)),
    medianCorrelation: Number(median(pairs.map((pair) => pair.correlation)).toFixed(3)),
    smallestMotionPx: Number(Math.min(...pairs.map((pair) => pair.motionPx)).toFixed(2)),
    encoderTables: tables,
  }
  const reason =
    shared >= 0.5
      ? 'Two frames share one pattern of sensor noise: they come from one exposure.'
      : 'Every pair of frames has its own sensor noise, as separate exposures do.'
  return { kind: 'scored', suspicion, reason, evidence: measured }
}

/** Are the frames separate exposures, or one picture shown several times? After pad.md §7.4. */
export const frameIndependence: Voter<Evidence> = {
  id: 'frame_independence',
  family: 'antiSpoof',
  measures: 'Separate exposures carry independent sensor noise; frames made from one picture share it.',
  blindTo:
    'A video of many real exposures that is played back, and noise that an injector draws anew for each frame.',
  needs: ['two frames with the card'],
  vote,
}
