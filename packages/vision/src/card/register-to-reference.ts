import type { Plane, RgbImage } from '../image/image.ts'
import { applyHomography, fitHomography, type PointPair } from '../ops/homography.ts'
import { luminance } from '../ops/luminance.ts'
import { sobel } from '../ops/sobel.ts'
import { solveLinear } from '../ops/solve-linear.ts'
import { warpRgb } from '../ops/warp.ts'
import { resizePlane } from '../ops/resize.ts'
import type { Homography, Point } from './located-card.ts'

/** How one rectified card image lies on another. */
export interface Registration {
  /** Maps pixels of the reference to pixels of the other image. */
  readonly homography: Homography
  /** Where the homography moves the centre, in pixels. */
  readonly shift: Point
  /** 0–1: mean correlation of the matched patches. */
  readonly correlation: number
  /** Root of the mean squared distance between matched patches and the homography, in pixels of the reference. */
  readonly residualPx: number
}

/** Registration works at this width whatever the images' size: patches of 40 px hold two text rows. */
const WORKING_WIDTH_PX = 512
const PATCH_COLUMNS = 8
const PATCH_ROWS = 5
const PATCH_HALF_PX = 20
/** Corners are located to about 0.2 % of the width; 2 % covers a card that was fitted to the wrong line. */
const SEARCH_PX = 5
/** A patch without print cannot be matched. */
const LEAST_PATCH_CONTRAST = 0.02
/** Smaller over larger eigenvalue of the structure tensor (Shi & Tomasi 1994): text has 0.2 and more, an edge hardly 0.02. */
const LEAST_STRUCTURE_RATIO = 0.06
const LEAST_CORRELATION = 0.4
const LEAST_PATCHES = 6
const FIT_ROUNDS = 4
/** Patches farther than this from the common motion are glare, fingers or chance. */
const INLIER_SCALE_PX = 0.7
/** Three steps reach a hundredth of a pixel; two patches of print in different light keep a positive gain. */
const NEWTON_ROUNDS = 3
const LEAST_GAIN = 0.2
const MAX_NEWTON_SHIFT_PX = 1.5
const LOG_OFFSET = 12

/**
 * Aligns a rectified card image to another one of the same size, to a fraction of a pixel, whatever the colour of their light:
 * normalised correlation of patches of the logarithmic gradient, then a robust homography through them. Null when too little
 * print matches.
 */
export function registerToReference(reference: RgbImage, other: RgbImage): Registration | null {
  const scale = WORKING_WIDTH_PX / reference.width
  const target = gradientOf(reference, scale)
  const moving = gradientOf(other, scale)
  const matches = matchPatches(target, moving)
  if (matches.length < LEAST_PATCHES) return null
  let weights = matches.map((match) => match.correlation)
  let homography: Homography | null = null
  for (let round = 0; round < FIT_ROUNDS; round += 1) {
    homography = fitHomography(
      matches.map(({ from, to }, k): PointPair => ({ from, to, weight: weights[k]! })),
    )
    if (homography === null) return null
    const fitted = homography
    weights = matches.map(
      (match) => match.correlation / (1 + (distance(match, fitted) / INLIER_SCALE_PX) ** 4),
    )
  }
  if (homography === null) return null
  const fitted = homography
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const squares = matches.reduce((sum, match, k) => sum + weights[k]! * distance(match, fitted) ** 2, 0)
  const residualPx = Math.sqrt(squares / total) / scale
  const correlation = matches.reduce((sum, match) => sum + match.correlation, 0) / matches.length
  const full = rescale(homography, scale)
  const [cx, cy] = [(reference.width - 1) / 2, (reference.height - 1) / 2]
  const centre = applyHomography(full, cx, cy)
  return { homography: full, shift: { x: centre.x - cx, y: centre.y - cy }, correlation, residualPx }
}

/** The other image resampled into the reference's pixels. */
export function warpToReference(
  other: RgbImage,
  registration: Registration,
  width: number,
  height: number,
): RgbImage {
  return warpRgb(other, registration.homography, width, height)
}

interface Match {
  readonly from: Point
  readonly to: Point
  readonly correlation: number
}

function matchPatches(target: Plane, moving: Plane): readonly Match[] {
  const matches: Match[] = []
  const margin = PATCH_HALF_PX + SEARCH_PX + 1
  for (let row = 0; row < PATCH_ROWS; row += 1) {
    for (let column = 0; column < PATCH_COLUMNS; column += 1) {
      const x = Math.round(margin + ((target.width - 1 - 2 * margin) * column) / (PATCH_COLUMNS - 1))
      const y = Math.round(margin + ((target.height - 1 - 2 * margin) * row) / (PATCH_ROWS - 1))
      const match = matchPatch(target, moving, x, y)
      if (match !== null) matches.push(match)
    }
  }
  return matches
}

function matchPatch(target: Plane, moving: Plane, x: number, y: number): Match | null {
  const size = 2 * SEARCH_PX + 1
  const scores = new Float64Array(size * size)
  const own = patchNorm(target, x, y)
  if (own < LEAST_PATCH_CONTRAST || isOneWay(target, x, y)) return null
  let best = 0
  for (let dy = -SEARCH_PX; dy <= SEARCH_PX; dy += 1) {
    for (let dx = -SEARCH_PX; dx <= SEARCH_PX; dx += 1) {
      const at = (dy + SEARCH_PX) * size + dx + SEARCH_PX
      scores[at] = correlationAt(target, moving, x, y, dx, dy)
      if (scores[at]! > scores[best]!) best = at
    }
  }
  const [bx, by] = [best % size, Math.floor(best / size)]
  const correlation = scores[best]!
  // A maximum on the rim of the search is not a maximum.
  if (correlation < LEAST_CORRELATION || bx === 0 || by === 0 || bx === size - 1 || by === size - 1)
    return null
  const fine = subPixelShift(target, moving, x, y, { x: bx - SEARCH_PX, y: by - SEARCH_PX })
  return fine && { from: { x, y }, to: { x: x + fine.x, y: y + fine.y }, correlation }
}

/** Whether a patch has structure in one direction only: such an edge can slide along itself. */
function isOneWay(plane: Plane, x: number, y: number): boolean {
  const { width, data } = plane
  let [xx, xy, yy] = [0, 0, 0]
  for (let v = y - PATCH_HALF_PX; v <= y + PATCH_HALF_PX; v += 2) {
    for (let u = x - PATCH_HALF_PX; u <= x + PATCH_HALF_PX; u += 2) {
      const i = v * width + u
      const dx = data[i + 1]! - data[i - 1]!
      const dy = data[i + width]! - data[i - width]!
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
  }
  const half = (xx + yy) / 2
  const root = Math.sqrt(Math.max(0, half * half - xx * yy + xy * xy))
  return half - root < LEAST_STRUCTURE_RATIO * (half + root)
}

/**
 * Gauss–Newton on the shift, a gain and an offset between two patches (Lucas & Kanade 1981): exact for equal patches, where a
 * parabola through three correlations is not. Null when the patch has no structure in both directions or runs away.
 */
function subPixelShift(target: Plane, moving: Plane, x: number, y: number, start: Point): Point | null {
  let [dx, dy] = [start.x, start.y]
  for (let round = 0; round < NEWTON_ROUNDS; round += 1) {
    const normal = new Float64Array(16)
    const right = new Float64Array(4)
    for (let v = y - PATCH_HALF_PX; v <= y + PATCH_HALF_PX; v += 1) {
      for (let u = x - PATCH_HALF_PX + (v & 1); u <= x + PATCH_HALF_PX; u += 2) {
        const [value, gx, gy] = sampleWithGradient(moving, u + dx, v + dy)
        // target ≈ (1 + gain) · moving(shift + δ) + offset
        const row = [gx, gy, value, 1] as const
        const miss = target.data[v * target.width + u]! - value
        for (let i = 0; i < 4; i += 1) {
          right[i] = right[i]! + row[i]! * miss
          for (let j = 0; j < 4; j += 1) normal[i * 4 + j] = normal[i * 4 + j]! + row[i]! * row[j]!
        }
      }
    }
    const step = solveLinear(normal, right)
    if (step === null) return null
    const gain = 1 + step[2]!
    if (!(gain > LEAST_GAIN)) return null
    dx += step[0]! / gain
    dy += step[1]! / gain
    if (Math.abs(dx - start.x) > MAX_NEWTON_SHIFT_PX || Math.abs(dy - start.y) > MAX_NEWTON_SHIFT_PX)
      return null
  }
  return { x: dx, y: dy }
}

/** Bilinear value and central differences at a position inside the plane. */
function sampleWithGradient(plane: Plane, x: number, y: number): readonly [number, number, number] {
  const { width, height, data } = plane
  const column = Math.min(width - 3, Math.max(1, Math.floor(x)))
  const row = Math.min(height - 3, Math.max(1, Math.floor(y)))
  const [fx, fy] = [x - column, y - row]
  const i = row * width + column
  const blend = (nw: number, ne: number, sw: number, se: number): number =>
    (1 - fy) * (nw + fx * (ne - nw)) + fy * (sw + fx * (se - sw))
  const s = i + width
  return [
    blend(data[i]!, data[i + 1]!, data[s]!, data[s + 1]!),
    blend(
      data[i + 1]! - data[i - 1]!,
      data[i + 2]! - data[i]!,
      data[s + 1]! - data[s - 1]!,
      data[s + 2]! - data[s]!,
    ) / 2,
    blend(
      data[s]! - data[i - width]!,
      data[s + 1]! - data[i - width + 1]!,
      data[s + width]! - data[i]!,
      data[s + width + 1]! - data[i + 1]!,
    ) / 2,
  ]
}

/** Every second pixel of every row: print is finer than the stride only across rows. */
function correlationAt(target: Plane, moving: Plane, x: number, y: number, dx: number, dy: number): number {
  const { width } = target
  const [a, b] = [target.data, moving.data]
  let [count, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0]
  for (let v = y - PATCH_HALF_PX; v <= y + PATCH_HALF_PX; v += 2) {
    const row = v * width
    const other = (v + dy) * width + dx
    for (let u = x - PATCH_HALF_PX + (v & 1); u <= x + PATCH_HALF_PX; u += 2) {
      const p = a[row + u]!
      const q = b[other + u]!
      count += 1
      sa += p
      sb += q
      saa += p * p
      sbb += q * q
      sab += p * q
    }
  }
  const variance = (saa - (sa * sa) / count) * (sbb - (sb * sb) / count)
  return variance > 0 ? (sab - (sa * sb) / count) / Math.sqrt(variance) : 0
}

/** Standard deviation of a patch. */
function patchNorm(plane: Plane, x: number, y: number): number {
  let [count, sum, squares] = [0, 0, 0]
  for (let v = y - PATCH_HALF_PX; v <= y + PATCH_HALF_PX; v += 2) {
    for (let u = x - PATCH_HALF_PX; u <= x + PATCH_HALF_PX; u += 2) {
      const value = plane.data[v * plane.width + u]!
      count += 1
      sum += value
      squares += value * value
    }
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

/** Magnitude of the gradient of log luminance at working size: print has it, light and its colour hardly. */
function gradientOf(image: RgbImage, scale: number): Plane {
  const plane = luminance(image)
  const width = WORKING_WIDTH_PX
  const height = Math.round(image.height * scale)
  const working = image.width === width ? plane : resizePlane(plane, width, height)
  const { data } = working
  for (let i = 0; i < data.length; i += 1) data[i] = Math.log(data[i]! + LOG_OFFSET)
  const { gx, gy } = sobel(working)
  const [dx, dy] = [gx.data, gy.data]
  for (let i = 0; i < data.length; i += 1) dx[i] = Math.sqrt(dx[i]! * dx[i]! + dy[i]! * dy[i]!)
  return gx
}

function distance({ from, to }: Match, homography: Homography): number {
  const there = applyHomography(homography, from.x, from.y)
  return Math.hypot(there.x - to.x, there.y - to.y)
}

/** A homography between working pixels as one between full pixels, which are 1 / scale as large: area coordinates agree. */
function rescale(h: Homography, scale: number): Homography {
  const offset = (scale - 1) / 2
  // working = scale · full + offset on both sides: full' = S⁻¹ · H · S.
  const at = (x: number, y: number): Point => {
    const there = applyHomography(h, x * scale + offset, y * scale + offset)
    return { x: (there.x - offset) / scale, y: (there.y - offset) / scale }
  }
  const corners: readonly Point[] = [
    { x: 0, y: 0 },
    { x: 1000, y: 0 },
    { x: 1000, y: 630 },
    { x: 0, y: 630 },
  ]
  return fitHomography(corners.map((from): PointPair => ({ from, to: at(from.x, from.y) }))) ?? h
}
