import type { LinearTexture } from './subject.ts'

/** Box-averages a texture to 1/`factor` of its size, at least 2 × 2. */
export function shrinkTexture(texture: LinearTexture, factor: number): LinearTexture {
  const width = Math.max(2, Math.floor(texture.width / factor))
  const height = Math.max(2, Math.floor(texture.height / factor))
  const data = new Float32Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const y0 = Math.floor((y * texture.height) / height)
    const y1 = Math.floor(((y + 1) * texture.height) / height)
    for (let x = 0; x < width; x++) {
      const x0 = Math.floor((x * texture.width) / width)
      const x1 = Math.floor(((x + 1) * texture.width) / width)
      const at = (y * width + x) * 3
      for (let v = y0; v < y1; v++) {
        for (let u = x0; u < x1; u++) {
          const p = (v * texture.width + u) * 3
          for (let c = 0; c < 3; c++) data[at + c]! += texture.data[p + c]!
        }
      }
      const count = (y1 - y0) * (x1 - x0)
      for (let c = 0; c < 3; c++) data[at + c]! /= count
    }
  }
  return { width, height, data }
}
