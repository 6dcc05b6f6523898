import type { Plane, RgbImage } from '../../image/image.ts'

/** Long side at which outlines are looked for: a card 40 % of it wide is 160 px, its text rows 4 px apart. */
const WORKING_LONG_SIDE_PX = 400

/** The frame shrunk for the coarse search. Working pixel (x, y) lies at frame pixel x · scale + (scale − 1) / 2. */
export interface WorkingImage {
  readonly scale: number
  /** Mean of the three channels, 0–255: under one-coloured flash light it follows the channel that is lit. */
  readonly brightness: Plane
  /** Red minus blue: outlines that a card and a table of equal brightness still show. */
  readonly opponent: Plane
}

/** Shrinks by a whole number with block averaging, which also suppresses screen grids and moiré. */
export function workingImage(image: RgbImage): WorkingImage {
  const scale = Math.max(1, Math.round(Math.max(image.width, image.height) / WORKING_LONG_SIDE_PX))
  const width = Math.floor(image.width / scale)
  const height = Math.floor(image.height / scale)
  const brightness = new Float32Array(width * height)
  const opponent = new Float32Array(width * height)
  const rgb = image.data
  const stride = image.width * 3
  const third = 1 / (3 * scale * scale)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const corner = y * scale * stride + x * scale * 3
      let red = 0
      let green = 0
      let blue = 0
      for (let row = corner; row < corner + scale * stride; row += stride) {
        for (let at = row; at < row + scale * 3; at += 3) {
          red += rgb[at]!
          green += rgb[at + 1]!
          blue += rgb[at + 2]!
        }
      }
      brightness[y * width + x] = (red + green + blue) * third
      opponent[y * width + x] = (red - blue) * 3 * third
    }
  }
  return {
    scale,
    brightness: { width, height, data: brightness },
    opponent: { width, height, data: opponent },
  }
}
