import type { Plane } from '../image/image.ts'

/** The kernel is cut where less than 0.3 % of a Gaussian's weight is left. */
const KERNEL_RADIUS_SIGMAS = 3

/** Gaussian blur of standard deviation `sigmaPx` > 0, separable, edges repeated. */
export function gaussianBlur(plane: Plane, sigmaPx: number): Plane {
  const { width, height, data } = plane
  const radius = Math.max(1, Math.ceil(sigmaPx * KERNEL_RADIUS_SIGMAS))
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, k) =>
    Math.exp(-0.5 * ((k - radius) / sigmaPx) ** 2),
  )
  const total = kernel.reduce((sum, weight) => sum + weight, 0)
  for (let k = 0; k < kernel.length; k += 1) kernel[k] = kernel[k]! / total
  const across = new Float32Array(data.length)
  for (let y = 0; y < height; y += 1) {
    const base = y * width
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      for (let k = -radius; k <= radius; k += 1) {
        const column = Math.min(width - 1, Math.max(0, x + k))
        sum += kernel[k + radius]! * data[base + column]!
      }
      across[base + x] = sum
    }
  }
  const output = new Float32Array(data.length)
  for (let y = 0; y < height; y += 1) {
    for (let k = -radius; k <= radius; k += 1) {
      const from = Math.min(height - 1, Math.max(0, y + k)) * width
      const weight = kernel[k + radius]!
      for (let x = 0; x < width; x += 1)
        output[y * width + x] = output[y * width + x]! + weight * across[from + x]!
    }
  }
  return { width, height, data: output }
}
