import type { RgbImage } from '../../image/image.ts'

/** Bilinear levels (0–255) at a position, written to `levels[0…2]`; edge pixels are repeated outside. */
export function sampleRgb(image: RgbImage, x: number, y: number, levels: Float32Array): void {
  const { width, height, data } = image
  const u = Math.min(width - 1.001, Math.max(0, x))
  const v = Math.min(height - 1.001, Math.max(0, y))
  const column = u | 0
  const row = v | 0
  const fx = u - column
  const fy = v - row
  const i = (row * width + column) * 3
  const j = i + width * 3
  const nw = (1 - fx) * (1 - fy)
  const ne = fx * (1 - fy)
  const sw = (1 - fx) * fy
  const se = fx * fy
  levels[0] = nw * data[i]! + ne * data[i + 3]! + sw * data[j]! + se * data[j + 3]!
  levels[1] = nw * data[i + 1]! + ne * data[i + 4]! + sw * data[j + 1]! + se * data[j + 4]!
  levels[2] = nw * data[i + 2]! + ne * data[i + 5]! + sw * data[j + 2]! + se * data[j + 5]!
}
