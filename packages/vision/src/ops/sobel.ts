import type { Plane } from '../image/image.ts'

/** Sobel derivatives in units per pixel (divided by 8); the outermost pixels are 0. */
export function sobel(plane: Plane): { readonly gx: Plane; readonly gy: Plane } {
  const { width, height, data } = plane
  const gx = new Float32Array(data.length)
  const gy = new Float32Array(data.length)
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x
      const nw = data[i - width - 1]!
      const ne = data[i - width + 1]!
      const sw = data[i + width - 1]!
      const se = data[i + width + 1]!
      gx[i] = (ne + 2 * data[i + 1]! + se - nw - 2 * data[i - 1]! - sw) / 8
      gy[i] = (sw + 2 * data[i + width]! + se - nw - 2 * data[i - width]! - ne) / 8
    }
  }
  return { gx: { width, height, data: gx }, gy: { width, height, data: gy } }
}
