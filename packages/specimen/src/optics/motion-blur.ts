/** Samples are taken at most this far apart along the way, pixels. */
const STEP_PX = 0.5
const MOST_STEPS = 24

/**
 * Averages interleaved RGB along the way the picture moves during one exposure: a straight line, the same everywhere, centred
 * on the moment of the frame. Light is averaged, so this belongs before the sensor. `scratch` is as large as `rgb`.
 */
export function blurAlongMotion(
  rgb: Float32Array,
  width: number,
  height: number,
  motionPx: { readonly x: number; readonly y: number },
  scratch: Float32Array,
): void {
  const steps = Math.min(MOST_STEPS, Math.ceil(Math.hypot(motionPx.x, motionPx.y) / STEP_PX))
  if (steps < 2) return
  scratch.set(rgb)
  rgb.fill(0)
  const row = width * 3
  for (let step = 0; step < steps; step++) {
    const along = (step + 0.5) / steps - 0.5
    const shiftX = Math.floor(along * motionPx.x)
    const shiftY = Math.floor(along * motionPx.y)
    const fx = along * motionPx.x - shiftX
    const fy = along * motionPx.y - shiftY
    const [w00, w01, w10, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy].map(
      (weight) => weight / steps,
    ) as [number, number, number, number]
    for (let y = 0; y < height; y++) {
      const upper = Math.max(0, Math.min(height - 1, y + shiftY)) * row
      const lower = Math.max(0, Math.min(height - 1, y + shiftY + 1)) * row
      for (let x = 0; x < width; x++) {
        const left = Math.max(0, Math.min(width - 1, x + shiftX)) * 3
        const right = Math.max(0, Math.min(width - 1, x + shiftX + 1)) * 3
        const at = y * row + x * 3
        for (let c = 0; c < 3; c++) {
          rgb[at + c]! +=
            w00 * scratch[upper + left + c]! +
            w01 * scratch[upper + right + c]! +
            w10 * scratch[lower + left + c]! +
            w11 * scratch[lower + right + c]!
        }
      }
    }
  }
}
