import { solveLinear } from '../ops/solve-linear.ts'
import { medianOfFirst } from './order-statistics.ts'

/** What changed between frames, and what each patch has of its own. */
interface LightOverFrames {
  /** Indices of the frames that are linked to each other by patches seen in both. */
  readonly frames: readonly number[]
  /** The common change in each of them, mean 0. */
  readonly light: Float64Array
  /** Of each patch: its mean over the frames in which it is seen, less the light; NaN where it is seen in none. */
  readonly own: Float64Array
}

/** Patches seen in both of two frames: fewer make their difference a chance. */
const SHARED_MIN = 5

/**
 * Splits values over frames × patches, NaN where a patch is not seen, into a light that changes and what each patch has of its own: the
 * median difference of every two frames over the patches that both show, then least squares over all pairs (weight: patches
 * shared). A frame that clipped the paper is so compared by its ink, and one too dark for the ink by its paper. Null where no
 * two frames share enough.
 */
export function lightOverFrames(values: readonly Float64Array[]): LightOverFrames | null {
  const pairs = pairsOf(values)
  const frames = largestGroup(values.length, pairs)
  if (frames.length < 2) return null
  const light = solvePairs(frames, pairs)
  if (!light) return null
  const own = new Float64Array(values[0]?.length ?? 0)
  for (let p = 0; p < own.length; p++) {
    let sum = 0
    let seen = 0
    for (let k = 0; k < frames.length; k++) {
      const value = values[frames[k]!]![p]!
      if (Number.isNaN(value)) continue
      sum += value - light[k]!
      seen++
    }
    own[p] = sum / seen
  }
  return { frames, light, own }
}

interface FramePair {
  readonly a: number
  readonly b: number
  /** Of b over a. */
  readonly difference: number
  readonly weight: number
}

function pairsOf(values: readonly Float64Array[]): readonly FramePair[] {
  const pairs: FramePair[] = []
  const differences = new Float64Array(values[0]?.length ?? 0)
  for (let a = 0; a < values.length; a++) {
    for (let b = a + 1; b < values.length; b++) {
      const [before, after] = [values[a]!, values[b]!]
      let shared = 0
      for (let p = 0; p < differences.length; p++) {
        const difference = after[p]! - before[p]!
        if (!Number.isNaN(difference)) differences[shared++] = difference
      }
      if (shared >= SHARED_MIN)
        pairs.push({ a, b, difference: medianOfFirst(differences, shared), weight: shared })
    }
  }
  return pairs
}

/** The largest set of frames that pairs connect, in order. */
function largestGroup(count: number, pairs: readonly FramePair[]): readonly number[] {
  const group = Array.from({ length: count }, (_, frame) => frame)
  for (const { a, b } of pairs) {
    const [from, to] = [group[b]!, group[a]!]
    for (let i = 0; i < count; i++) if (group[i] === from) group[i] = to
  }
  const membersOf = (name: number) => group.flatMap((own, frame) => (own === name ? [frame] : []))
  return group.map(membersOf).reduce((a, b) => (b.length > a.length ? b : a), [])
}

/** The light whose differences fit those of the pairs best, mean 0. */
function solvePairs(frames: readonly number[], pairs: readonly FramePair[]): Float64Array | null {
  const n = frames.length
  // A one everywhere adds the condition that the sum be 0, which differences leave open.
  const matrix = new Float64Array(n * n).fill(1)
  const right = new Float64Array(n)
  for (const { a, b, difference, weight } of pairs) {
    const [i, j] = [frames.indexOf(a), frames.indexOf(b)]
    if (i < 0 || j < 0) continue
    matrix[i * n + i]! += weight
    matrix[j * n + j]! += weight
    matrix[i * n + j]! -= weight
    matrix[j * n + i]! -= weight
    right[i]! -= weight * difference
    right[j]! += weight * difference
  }
  return solveLinear(matrix, right)
}
