import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardLight, type FrameLight, type PatchLight } from '../signal/card-light.ts'
import { correlation } from '../signal/correlation.ts'
import { detrend, driftBasis } from '../signal/detrend.ts'
import { median, ramp } from '../signal/order-statistics.ts'
import { linearOfHexColor } from '../signal/srgb-linear.ts'
import { alignFrames } from './flash-alignment.ts'

const FRAMES_MIN = 4
/** Surrounding patches that must be inside the frame and unclipped. */
const SURROUND_MIN = 6
const CLIPPED_MAX = 0.2
const DARK_LINEAR = 0.004
/** Fall of ln(card/surroundings) per unit of flash from which the card counts as giving its own light. */
const SLOPE_EMISSIVE = 0.04
const SLOPE_CERTAIN = 0.12
/** The relation must be this tight to be the flash and not a moving shadow. */
const CORRELATION_MIN = 0.7

/** Median over patches usable in every frame of the ln light in one channel, per frame; null when too few. */
function channelSeries(patches: readonly PatchLight[], channel: number, countMin: number): number[] | null {
  const first = patches[0]
  if (!first) return null
  const usable: number[] = []
  for (let p = 0; p < first.clipped.length; p++) {
    if (
      patches.every(
        (light) => light.clipped[p]! <= CLIPPED_MAX && light.linear[3 * p + channel]! >= DARK_LINEAR,
      )
    )
      usable.push(p)
  }
  if (usable.length < countMin) return null
  return patches.map((light) => median(usable.map((p) => Math.log(light.linear[3 * p + channel]!))))
}

function vote(evidence: Evidence): Vote {
  const { challenge } = evidence
  if (!challenge) return { kind: 'abstained', reason: 'No flash challenge was issued for this capture.' }
  if (evidence.flashSource === 'torch')
    return { kind: 'abstained', reason: 'The light was a torch, not a screen with a dark step.' }
  const lights = cardLight(evidence)
  const taking = lights.flatMap((light, index) => (light ? [index] : []))
  const alignment = taking.length >= FRAMES_MIN ? alignFrames(evidence.frames, taking, challenge) : null
  const steps = alignment?.steps[0]
  if (!alignment || !steps)
    return { kind: 'abstained', reason: 'Fewer than four frames show the card in order.' }
  const used = taking.map((index) => lights[index]).filter((light): light is FrameLight => Boolean(light))
  const basis = driftBasis(alignment.times)
  const ratios: number[] = []
  const flashes: number[] = []
  for (let channel = 0; channel < 3; channel++) {
    const card = channelSeries(
      used.map((light) => light.card),
      channel,
      SURROUND_MIN,
    )
    const surround = channelSeries(
      used.map((light) => light.surround),
      channel,
      SURROUND_MIN,
    )
    if (!card || !surround) continue
    const flash = steps.map((step) => linearOfHexColor(challenge.colors[step] ?? '#000000')[channel]!)
    ratios.push(
      ...detrend(
        card.map((v, k) => v - surround[k]!),
        basis,
      ),
    )
    flashes.push(...detrend(flash, basis))
  }
  if (ratios.length === 0)
    return { kind: 'abstained', reason: 'Too little of the surroundings is visible beside the card.' }
  const squares = flashes.reduce((sum, v) => sum + v * v, 0)
  const slope = squares > 0 ? flashes.reduce((sum, v, i) => sum + v * ratios[i]!, 0) / squares : 0
  const r = correlation(flashes, ratios)
  const measured = {
    slope: Number(slope.toFixed(4)),
    correlation: Number(r.toFixed(3)),
    numbers: ratios.length,
  }
  if (Math.abs(r) < CORRELATION_MIN || Math.abs(slope) < SLOPE_EMISSIVE) {
    return {
      kind: 'abstained',
      reason: 'Card and surroundings answered the flash alike.',
      evidence: measured,
    }
  }
  if (slope > 0) {
    return {
      kind: 'scored',
      suspicion: 0.1,
      reason: 'The card took more of the flash than what lies behind it.',
      evidence: measured,
    }
  }
  return {
    kind: 'scored',
    suspicion: 0.5 + 0.45 * ramp(-slope, SLOPE_EMISSIVE, SLOPE_CERTAIN),
    reason: 'The surroundings darkened with the flash and the card did not: it gives its own light.',
    evidence: measured,
  }
}

/** Does the card dim when the flash goes dark? Exposure cancels because card and surroundings share it. */
export const emissionCheck: Voter<Evidence> = {
  id: 'emission_check',
  family: 'antiSpoof',
  measures:
    'A card dims at least as much as its surroundings when the screen goes dark; a display showing a card does not.',
  blindTo: 'A display that fills the whole picture, and surroundings too far away for the flash.',
  needs: ['a flash challenge', 'four frames with the card', 'something visible beside the card'],
  vote,
}
