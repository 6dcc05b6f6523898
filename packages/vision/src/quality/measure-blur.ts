import type { Plane } from '../image/image.ts'
import { selectNth } from '../signal/order-statistics.ts'

/** Share of the pixels, those with the steepest gradients, taken for edges of print. */
const EDGE_SHARE = 0.04
/** Contrast (grey levels) that the steepest edges must have: below it there is no print to judge by. */
const LEAST_CONTRAST = 12
/** Half-width of the window whose range is the edge's contrast: a stroke and its surroundings, not its neighbours. */
const WINDOW_RADIUS_PX = 3

/**
 * Standard deviation in pixels of the blur on a plane's sharpest edges: a step of height h blurred by σ has the steepest
 * gradient h / (σ √(2π)). Independent of brightness and of how much print there is. Null when nothing has contrast.
 */
export function measureBlur(plane: Plane): number | null {
  const { width, height, data } = plane
  const gradients = new Float32Array(width * height)
  for (let y = WINDOW_RADIUS_PX; y < height - WINDOW_RADIUS_PX; y += 1) {
    for (let x = WINDOW_RADIUS_PX; x < width - WINDOW_RADIUS_PX; x += 1) {
      const i = y * width + x
      const dx = (data[i + 1]! - data[i - 1]!) / 2
      const dy = (data[i + width]! - data[i - width]!) / 2
      gradients[i] = Math.sqrt(dx * dx + dy * dy)
    }
  }
  const threshold = selectNth(Float32Array.from(gradients), Math.floor(gradients.length * (1 - EDGE_SHARE)))
  const widths: number[] = []
  for (let y = WINDOW_RADIUS_PX; y < height - WINDOW_RADIUS_PX; y += 1) {
    for (let x = WINDOW_RADIUS_PX; x < width - WINDOW_RADIUS_PX; x += 1) {
      const i = y * width + x
      const here = gradients[i]!
      if (here < threshold || here === 0) continue
      // Along the axis nearer to the gradient.
      const step =
        Math.abs(data[i + 1]! - data[i - 1]!) > Math.abs(data[i + width]! - data[i - width]!) ? 1 : width
      let [low, high] = [data[i]!, data[i]!]
      for (let k = -WINDOW_RADIUS_PX; k <= WINDOW_RADIUS_PX; k += 1) {
        low = Math.min(low, data[i + k * step]!)
        high = Math.max(high, data[i + k * step]!)
      }
      if (high - low >= LEAST_CONTRAST) widths.push((high - low) / (here * Math.sqrt(2 * Math.PI)))
    }
  }
  if (widths.length === 0) return null
  return widths.sort((a, b) => a - b)[widths.length >> 1]!
}
