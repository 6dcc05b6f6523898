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
  const red = new Uint32Array(width)
  const green = new Uint32Array(width)
  const blue = new Uint32Array(width)
  const area = scale * scale
  for (let y = 0; y < height; y += 1) {
    red.fill(0)
    green.fill(0)
    blue.fill(0)
    for (let row = 0; row < scale; row += 1) {
      let at = (y * scale + row) * image.width * 3
      for (let x = 0; x < width; x += 1) {
        let r = 0
        let g = 0
        let b = 0
        for (let k = 0; k < scale; k += 1, at += 3) {
          r += rgb[at]!
          g += rgb[at + 1]!
          b += rgb[at + 2]!
        }
        red[x] = red[x]! + r
        green[x] = green[x]! + g
        blue[x] = blue[x]! + b
      }
    }
    for (let x = 0; x < width; x += 1) {
      brightness[y * width + x] = (red[x]! + green[x]! + blue[x]!) / (3 * area)
      opponent[y * width + x] = (red[x]! - blue[x]!) / area
    }
  }
  return {
    scale,
    brightness: { width, height, data: brightness },
    opponent: { width, height, data: opponent },
  }
}
