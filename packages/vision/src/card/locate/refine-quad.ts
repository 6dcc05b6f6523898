import type { RgbImage } from '../../image/image.ts'
import type { Point, Quad } from '../located-card.ts'
import { sideProfiles, type SideProfiles } from './side-profiles.ts'

/** A quad fitted to the frame's own pixels. */
export interface RefinedQuad {
  readonly quad: Quad
  /** 0–1: share of the outline's samples that found an edge on the fitted lines. */
  readonly support: number
}

interface Line {
  readonly point: Point
  readonly direction: Point
}

/** The best line is searched in this many steps to either side, at both of its ends. */
const SEARCH_STEPS = 10
/** Edge samples this near the best line (frame pixels) take part in the fit, in the last round. */
const INLIER_PX = 2
const FIT_ROUNDS = 3
/** A sample supports the outline when its leaving is this share of the side's typical one. */
const SUPPORT_SHARE = 0.35
/**
 * Moves each side of a quad to the edge that most of it agrees on, within `reachPx` frame pixels to either side, then fits
 * it to sub-pixel edge positions by reweighted least squares. Null when a side collapses.
 */
export function refineQuad(image: RgbImage, quad: Quad, reachPx: number): RefinedQuad | null {
  const lines: Line[] = []
  const cardWidthPx = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y)
  let support = 0
  for (let side = 0; side < 4; side += 1) {
    const profiles = sideProfiles(image, quad[side]!, quad[(side + 1) % 4]!, reachPx, cardWidthPx)
    const fit = fitSide(profiles)
    support += fit.support / 4
    lines.push(fit.line)
  }
  const corners: Point[] = []
  for (let corner = 0; corner < 4; corner += 1) {
    const crossing = intersect(lines[(corner + 3) % 4]!, lines[corner]!)
    if (crossing === null) return null
    corners.push(crossing)
  }
  const [a, b, c, d] = corners
  return { quad: [a!, b!, c!, d!], support }
}

function fitSide(profiles: SideProfiles): { line: Line; support: number } {
  let [start, end] = bestOffsets(profiles)
  let support = 0
  for (let round = 0; round < FIT_ROUNDS; round += 1) {
    const radius = INLIER_PX + (FIT_ROUNDS - 1 - round)
    const fitted = fitOffsets(profiles, start, end, radius)
    start = fitted.start
    end = fitted.end
    support = fitted.support
  }
  const { from, to, outward } = profiles
  const a = { x: from.x + outward.x * start, y: from.y + outward.y * start }
  const b = { x: to.x + outward.x * end, y: to.y + outward.y * end }
  return { line: { point: a, direction: { x: b.x - a.x, y: b.y - a.y } }, support }
}

/** Offsets (frame pixels along the outward) at both ends of the side, whose straight connection collects the most leaving. */
function bestOffsets(profiles: SideProfiles): [number, number] {
  const { reachPx } = profiles
  let best: [number, number] = [0, 0]
  let step = reachPx / SEARCH_STEPS
  let most = -1
  for (let i = -SEARCH_STEPS; i <= SEARCH_STEPS; i += 1) {
    for (let j = -SEARCH_STEPS; j <= SEARCH_STEPS; j += 1) {
      const sum = collected(profiles, i * step, j * step)
      // Of equal lines the one nearest to the guess; a faint preference, worth 5 % at the ends of the reach.
      const score = sum * (1 - (0.025 * (Math.abs(i) + Math.abs(j))) / SEARCH_STEPS)
      if (score > most) {
        most = score
        best = [i * step, j * step]
      }
    }
  }
  most = -1
  const [coarseStart, coarseEnd] = best
  const fine = step / 4
  step = fine
  for (let i = -4; i <= 4; i += 1) {
    for (let j = -4; j <= 4; j += 1) {
      const sum = collected(profiles, coarseStart + i * fine, coarseEnd + j * fine)
      if (sum > most) {
        most = sum
        best = [coarseStart + i * fine, coarseEnd + j * fine]
      }
    }
  }
  return best
}

function collected(profiles: SideProfiles, start: number, end: number): number {
  const { leaving, samples, columns, reachPx } = profiles
  let sum = 0
  for (let k = 0; k < samples; k += 1) {
    const at = Math.round(start + (end - start) * profiles.share(k) + reachPx)
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
  const { leaving, samples, columns, reachPx, typical } = profiles
  let [sw, st, stt, sd, std] = [0, 0, 0, 0, 0]
  let supporting = 0
  for (let k = 0; k < samples; k += 1) {
    const t = profiles.share(k)
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
    if (here > SUPPORT_SHARE * typical && Math.abs(offset - expected) < INLIER_PX) supporting += 1
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
  return { start: intercept, end: intercept + slope, support: supporting / samples }
}

function intersect(a: Line, b: Line): Point | null {
  const cross = a.direction.x * b.direction.y - a.direction.y * b.direction.x
  const size = Math.hypot(a.direction.x, a.direction.y) * Math.hypot(b.direction.x, b.direction.y)
  if (!(Math.abs(cross) > 0.3 * size)) return null
  const t = ((b.point.x - a.point.x) * b.direction.y - (b.point.y - a.point.y) * b.direction.x) / cross
  return { x: a.point.x + t * a.direction.x, y: a.point.y + t * a.direction.y }
}
