import type { Point } from '../located-card.ts'
import type { SideProfiles } from './side-profiles.ts'

/** One side of the outline. */
export interface FittedLine {
  readonly point: Point
  readonly direction: Point
  /** 0–1: share of the visible samples that found the edge on this line. */
  readonly support: number
}

/** Printed edges are blurred over 2–4 px: lines this far apart see the same edge. */
const SEARCH_STEP_PX = 1.5
/** Of equal lines the one nearest to the guess: worth this share for each end at the limit of the reach. */
const GUESS_PREFERENCE = 0.025
/** Edge samples this near the best line (frame pixels) take part in the fit, in the last round. */
const INLIER_PX = 2
const FIT_ROUNDS = 3
/** A sample supports the outline when it leaves the stock at this share of the side's typical slope… */
const SUPPORT_SHARE = 0.35
/** …and at no less than this many levels per pixel, above noise averaged over 4 px. */
const LEAST_SUPPORT = 0.8
const LEAST_VISIBLE_SHARE = 0.25

/** Fits the outline to a side's profiles; a side that is hardly in the frame stays where it was guessed. */
export function fitSide(profiles: SideProfiles): FittedLine {
  const { from, to, outward, visible, samples } = profiles
  if (visible < LEAST_VISIBLE_SHARE * samples) {
    return { point: from, direction: { x: to.x - from.x, y: to.y - from.y }, support: 0 }
  }
  let [start, end] = bestOffsets(profiles)
  let support = 0
  for (let round = 0; round < FIT_ROUNDS; round += 1) {
    const radius = INLIER_PX + (FIT_ROUNDS - 1 - round)
    const fitted = fitOffsets(profiles, start, end, radius)
    start = fitted.start
    end = fitted.end
    support = fitted.support
  }
  const a = { x: from.x + outward.x * start, y: from.y + outward.y * start }
  const b = { x: to.x + outward.x * end, y: to.y + outward.y * end }
  return { point: a, direction: { x: b.x - a.x, y: b.y - a.y }, support }
}

/** Offsets (frame pixels along the outward) at both ends of the side, whose straight connection collects the most leaving. */
function bestOffsets(profiles: SideProfiles): [number, number] {
  const steps = Math.ceil(profiles.reachPx / SEARCH_STEP_PX)
  const [start, end] = searchOffsets(profiles, 0, 0, SEARCH_STEP_PX, steps, GUESS_PREFERENCE / steps)
  return searchOffsets(profiles, start, end, SEARCH_STEP_PX / 3, 2, 0)
}

function searchOffsets(
  profiles: SideProfiles,
  aroundStart: number,
  aroundEnd: number,
  stepPx: number,
  steps: number,
  preference: number,
): [number, number] {
  let best: [number, number] = [aroundStart, aroundEnd]
  let most = -1
  for (let i = -steps; i <= steps; i += 1) {
    for (let j = -steps; j <= steps; j += 1) {
      const sum = collected(profiles, aroundStart + i * stepPx, aroundEnd + j * stepPx)
      const score = sum * (1 - preference * (Math.abs(i) + Math.abs(j)))
      if (score > most) {
        most = score
        best = [aroundStart + i * stepPx, aroundEnd + j * stepPx]
      }
    }
  }
  return best
}

function collected(profiles: SideProfiles, start: number, end: number): number {
  const { leaving, samples, columns, reachPx, shares } = profiles
  let sum = 0
  for (let k = 0; k < samples; k += 1) {
    const at = Math.round(start + (end - start) * shares[k]! + reachPx)
    if (at >= 0 && at < columns) sum += leaving[k * columns + at]!
  }
  return sum
}

function fitOffsets(
  profiles: SideProfiles,
  start: number,
  end: number,
  radius: number,
): { start: number; end: number; support: number } {
  const { leaving, samples, columns, reachPx, typical, shares, visible } = profiles
  let [sw, st, stt, sd, std] = [0, 0, 0, 0, 0]
  let supporting = 0
  const leastSupport = Math.max(LEAST_SUPPORT, SUPPORT_SHARE * typical)
  for (let k = 0; k < samples; k += 1) {
    const t = shares[k]!
    const expected = start + (end - start) * t
    const low = Math.max(1, Math.ceil(expected - radius + reachPx))
    const high = Math.min(columns - 2, Math.floor(expected + radius + reachPx))
    let peak = -1
    for (let i = low; i <= high; i += 1) {
      if (peak < 0 || leaving[k * columns + i]! > leaving[k * columns + peak]!) peak = i
    }
    if (peak < 0) continue
    const here = leaving[k * columns + peak]!
    const before = leaving[k * columns + peak - 1]!
    const after = leaving[k * columns + peak + 1]!
    const curvature = before - 2 * here + after
    const subPixel = curvature < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / curvature)) : 0
    const offset = peak + subPixel - reachPx
    // Tukey's biweight over the radius: far samples are another edge.
    const miss = (offset - expected) / (radius + 1)
    const weight = here * (1 - miss * miss) ** 2
    if (here > leastSupport && Math.abs(offset - expected) < INLIER_PX) supporting += 1
    sw += weight
    st += weight * t
    stt += weight * t * t
    sd += weight * offset
    std += weight * t * offset
  }
  const determinant = sw * stt - st * st
  if (!(determinant > 1e-9 * sw * sw)) return { start, end, support: 0 }
  const slope = (sw * std - st * sd) / determinant
  const intercept = (sd - slope * st) / sw
  return { start: intercept, end: intercept + slope, support: supporting / visible }
}
