import { createClock } from '@kartu/core'
import type { Evidence, FlashSample } from '../evidence.ts'
import { correlation } from '../signal/correlation.ts'
import { cardLight } from '../signal/card-light.ts'

/** A sample further than this from a frame in time tells of another moment; ten a second are usual. */
const NEAR_MS = 100
/** Pairs of frame and sample needed before their agreement means anything. */
const PAIRS_MIN = 3
/** Movement of the samples' colour (ln units, root mean square) below which there is nothing to compare. */
const MOVING_LN = 0.06
/** Genuine samples average another area and another moment than the frame; they still move together. */
const AGREEING_CORRELATION = 0.5

export interface SampleAgreement {
  readonly agrees: boolean
  readonly correlation: number
  readonly pairs: number
}

/** Finds the nearest sample of the same colour: a frame is often taken just before the next one appears. */
function createSampleSearch({ challenge, flashSamples }: Evidence): (tMs: number) => FlashSample | null {
  const stepAt = createClock(challenge?.holdMs ?? [])
  return (tMs) => {
    let nearest: FlashSample | null = null
    let leastMs = NEAR_MS
    for (const sample of flashSamples) {
      const apartMs = Math.abs(sample.tMs - tMs)
      if (apartMs > leastMs || stepAt(sample.tMs) !== stepAt(tMs)) continue
      nearest = sample
      leastMs = apartMs
    }
    return nearest
  }
}

/**
 * Compares the SDK's flash samples with what its own frames show at the same times: samples that tell of a flash which the
 * frames do not show were made up. Null when either side is missing, untimed or does not move.
 */
export function compareFlashSamples(evidence: Evidence): SampleAgreement | null {
  const lights = cardLight(evidence)
  const nearestSample = createSampleSearch(evidence)
  const framesLn: [number, number][] = []
  const samplesLn: [number, number][] = []
  evidence.frames.forEach((frame, index) => {
    const light = lights[index]
    if (!light || frame.tMs === null) return
    const nearest = nearestSample(frame.tMs)
    if (!nearest) return
    const [r, g, b] = light.meanCode
    framesLn.push([Math.log((r + 1) / (g + 1)), Math.log((b + 1) / (g + 1))])
    samplesLn.push([
      Math.log((nearest.meanR + 1) / (nearest.meanG + 1)),
      Math.log((nearest.meanB + 1) / (nearest.meanG + 1)),
    ])
  })
  if (framesLn.length < PAIRS_MIN) return null
  const centred = (pairs: readonly [number, number][]): number[] => {
    const means = [0, 1].map((c) => pairs.reduce((sum, pair) => sum + pair[c]!, 0) / pairs.length)
    return pairs.flatMap((pair) => [pair[0] - means[0]!, pair[1] - means[1]!])
  }
  const seen = centred(framesLn)
  const claimed = centred(samplesLn)
  const movement = Math.sqrt(claimed.reduce((sum, v) => sum + v * v, 0) / claimed.length)
  if (!(movement >= MOVING_LN)) return null
  const r = correlation(seen, claimed)
  return { agrees: r >= AGREEING_CORRELATION, correlation: r, pairs: framesLn.length }
}
