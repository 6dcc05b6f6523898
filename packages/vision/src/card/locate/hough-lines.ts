import type { EdgeMap } from './edge-map.ts'

/** A line x·nx + y·ny = rho in working pixels, with how much edge lies on each of its pixels. */
export interface CandidateLine {
  readonly nx: number
  readonly ny: number
  readonly rho: number
  /** Degrees of the normal, 0 ≤ angle < 180. */
  readonly angleDeg: number
  readonly votes: number
  /** `support[t]`: edge strength summed over the line's first t pixels, counted from `tMin` along (−ny, nx). */
  readonly support: Float32Array
  readonly tMin: number
  /** The part of the line that lies in the frame, from `visibleFrom` to `visibleTo`. */
  readonly visibleFrom: number
  readonly visibleTo: number
}

const ANGLE_BINS = 180
/** A gradient's direction is good to a few degrees at working resolution. */
const ANGLE_TOLERANCE_BINS = 3
/** Enough for the four sides among the text rows, the photo's frame and a busy table; more only costs time. */
const MAX_LINES = 72
/** Two maxima nearer than this are one line; the card's edge and its shadow are farther apart. */
const PEAK_RADIUS_BINS = 2
/** Edge pixels within this distance support a line; outlines bow by up to a pixel through the lens. */
const SUPPORT_RADIUS_PX = 1
/** What the faintest edge counts: that an edge is there says more than how strong it is. */
const FAINT_SUPPORT = 0.5
/** Cosine of 20°: an edge across a line does not support it. */
const SUPPORT_COSINE = 0.94
/** Less than half a card's short side at the smallest size. */
const LEAST_VOTES = 20

/** The strongest straight lines of an edge map: Hough transform (Duda & Hart 1972) with votes restricted by gradient direction. */
export function houghLines(edges: EdgeMap): readonly CandidateLine[] {
  const { width, height } = edges
  const centreX = width / 2
  const centreY = height / 2
  const reach = Math.ceil(Math.hypot(centreX, centreY)) + 2
  const rhoBins = 2 * reach + 1
  const votes = castVotes(edges, reach, rhoBins)
  const peaks = strongestPeaks(votes, rhoBins)
  return peaks.map((peak) => {
    const angleBin = Math.floor(peak / rhoBins)
    const angleRad = ((angleBin + 0.5) * Math.PI) / ANGLE_BINS
    const nx = Math.cos(angleRad)
    const ny = Math.sin(angleRad)
    const rho = (peak % rhoBins) - reach + centreX * nx + centreY * ny
    const line = { nx, ny, rho, angleDeg: angleBin + 0.5, votes: votes[peak]! }
    return { ...line, ...lineSupport(edges, nx, ny, rho) }
  })
}

function castVotes(edges: EdgeMap, reach: number, rhoBins: number): Float32Array {
  const { width, height, strength, normalX, normalY } = edges
  const cosines = Float64Array.from({ length: ANGLE_BINS }, (_, bin) =>
    Math.cos(((bin + 0.5) * Math.PI) / ANGLE_BINS),
  )
  const sines = Float64Array.from({ length: ANGLE_BINS }, (_, bin) =>
    Math.sin(((bin + 0.5) * Math.PI) / ANGLE_BINS),
  )
  const votes = new Float32Array(ANGLE_BINS * rhoBins)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const weight = strength[y * width + x]!
      if (weight === 0) continue
      const direction = Math.atan2(normalY[y * width + x]!, normalX[y * width + x]!)
      const middle = Math.floor((direction / Math.PI + 2) * ANGLE_BINS)
      const px = x - width / 2
      const py = y - height / 2
      for (let k = middle - ANGLE_TOLERANCE_BINS; k <= middle + ANGLE_TOLERANCE_BINS; k += 1) {
        const bin = k % ANGLE_BINS
        const at = bin * rhoBins + Math.round(px * cosines[bin]! + py * sines[bin]!) + reach
        votes[at] = votes[at]! + weight
      }
    }
  }
  return votes
}

function strongestPeaks(votes: Float32Array, rhoBins: number): readonly number[] {
  const peaks: number[] = []
  for (let bin = 0; bin < ANGLE_BINS; bin += 1) {
    for (let r = PEAK_RADIUS_BINS; r < rhoBins - PEAK_RADIUS_BINS; r += 1) {
      const here = votes[bin * rhoBins + r]!
      if (here >= LEAST_VOTES && isPeak(votes, rhoBins, bin, r, here)) peaks.push(bin * rhoBins + r)
    }
  }
  return peaks.sort((a, b) => votes[b]! - votes[a]! || a - b).slice(0, MAX_LINES)
}

function isPeak(votes: Float32Array, rhoBins: number, bin: number, r: number, here: number): boolean {
  for (let da = -PEAK_RADIUS_BINS; da <= PEAK_RADIUS_BINS; da += 1) {
    // Past 180° the same line has the opposite normal, so its rho changes sign.
    const wraps = bin + da < 0 || bin + da >= ANGLE_BINS
    const row = ((bin + da + ANGLE_BINS) % ANGLE_BINS) * rhoBins
    for (let dr = -PEAK_RADIUS_BINS; dr <= PEAK_RADIUS_BINS; dr += 1) {
      const other = votes[row + (wraps ? rhoBins - 1 - (r + dr) : r + dr)]!
      // Equal neighbours: the first one in scan order stays.
      if (other > here || (other === here && (da < 0 || (da === 0 && dr < 0)))) return false
    }
  }
  return true
}

function lineSupport(
  edges: EdgeMap,
  nx: number,
  ny: number,
  rho: number,
): Pick<CandidateLine, 'support' | 'tMin' | 'visibleFrom' | 'visibleTo'> {
  const { width, height, strength, normalX, normalY } = edges
  const [visibleFrom, visibleTo] = visibleRange(nx, ny, rho, width, height)
  const tMin = Math.floor(visibleFrom)
  const count = Math.max(0, Math.ceil(visibleTo) - tMin)
  const support = new Float32Array(count + 1)
  let sum = 0
  for (let k = 0; k < count; k += 1) {
    const t = tMin + k
    let best = 0
    for (let offset = -SUPPORT_RADIUS_PX; offset <= SUPPORT_RADIUS_PX; offset += 1) {
      const x = Math.round((rho + offset) * nx - t * ny)
      const y = Math.round((rho + offset) * ny + t * nx)
      if (x < 0 || y < 0 || x >= width || y >= height) continue
      const i = y * width + x
      const here = strength[i]!
      if (here > best && Math.abs(normalX[i]! * nx + normalY[i]! * ny) > SUPPORT_COSINE) best = here
    }
    if (best > 0) sum += FAINT_SUPPORT + (1 - FAINT_SUPPORT) * best
    support[k + 1] = sum
  }
  return { support, tMin, visibleFrom, visibleTo }
}

/** Where the line enters and leaves the frame, as positions along (−ny, nx); equal when it misses the frame. */
function visibleRange(nx: number, ny: number, rho: number, width: number, height: number): [number, number] {
  let [from, to] = [-Infinity, Infinity]
  const clip = (start: number, slope: number, last: number): void => {
    if (Math.abs(slope) < 1e-9) return
    const [a, b] = [-start / slope, (last - start) / slope]
    from = Math.max(from, Math.min(a, b))
    to = Math.min(to, Math.max(a, b))
  }
  clip(rho * nx, -ny, width - 1)
  clip(rho * ny, nx, height - 1)
  return to > from ? [from, to] : [0, 0]
}
