/** Half side of the square, px of a quarter-size card (320 px wide): wider than the header's strokes, narrower than overlays. */
const RADIUS_PX = 3
const WHITE = 255

/** Levels 0–255, row-major. */
export interface LevelPlane {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * Grey closing by a square of 2 × 3 + 1 px: every pixel becomes the least of the greatest around it. Dark strokes
 * narrower than the square vanish, everything broader stays.
 */
export function closePlane(plane: LevelPlane): LevelPlane {
  // Closing is opening of the negative, so that one hot loop, the running maximum, serves both passes.
  const dilated = runningMaximum(plane)
  return negate(runningMaximum(negate(dilated)))
}

function negate(plane: LevelPlane): LevelPlane {
  const data = new Uint8Array(plane.data.length)
  for (let i = 0; i < data.length; i++) data[i] = WHITE - plane.data[i]!
  return { ...plane, data }
}

/** The greatest of a window of 2 × RADIUS_PX + 1 by doubling: 1, 2, 4, then two overlapping windows of 4. */
const SHIFTS = [1, 2, 2 * RADIUS_PX + 1 - 4]

function runningMaximum(plane: LevelPlane): LevelPlane {
  const { width, height } = plane
  const paddedWidth = width + 2 * RADIUS_PX
  const paddedHeight = height + 2 * RADIUS_PX
  const data = new Uint8Array(paddedWidth * paddedHeight)
  for (let y = 0; y < paddedHeight; y++) {
    const from = Math.min(height - 1, Math.max(0, y - RADIUS_PX)) * width
    const to = y * paddedWidth
    data.fill(plane.data[from]!, to, to + RADIUS_PX)
    data.set(plane.data.subarray(from, from + width), to + RADIUS_PX)
    data.fill(plane.data[from + width - 1]!, to + RADIUS_PX + width, to + paddedWidth)
  }
  // Entry i becomes the greatest of entries i to i + 2 × RADIUS_PX: what runs over a row's end lands in its padding.
  for (const shift of SHIFTS) shiftedMaximum(data, shift)
  for (const shift of SHIFTS) shiftedMaximum(data, shift * paddedWidth)
  const result = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    result.set(data.subarray(y * paddedWidth, y * paddedWidth + width), y * width)
  }
  return { width, height, data: result }
}

function shiftedMaximum(data: Uint8Array, shift: number): void {
  const end = data.length - shift
  for (let i = 0; i < end; i++) {
    // Without a branch: neighbours' order is as good as random.
    const rise = data[i + shift]! - data[i]!
    data[i]! += rise & ~(rise >> 31)
  }
}
