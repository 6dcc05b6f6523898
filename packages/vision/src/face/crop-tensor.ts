import type { Tensor } from '@kartu/core'
import type { RgbImage } from '../image/image.ts'
import type { PixelBox } from './face-models.ts'

/** Where in the square tensor the (possibly oblong) crop lies, in tensor pixels. */
export interface Placement {
  readonly offsetX: number
  readonly offsetY: number
  readonly width: number
  readonly height: number
}

/** A crop is averaged over this many source pixels a side at most; beyond, a picture is far larger than any card. */
const MAX_SUPERSAMPLING = 8

/**
 * A box of a picture resampled into a `sizePx` square as [1, 3, sizePx, sizePx], RGB 0–255. Its longer side fills the square; the rest is
 * black, to the right and below, or on both sides alike when `centred`: what face-api's networks were trained on.
 * Bilinear, averaged over several samples where the picture is shrunk.
 */
export function cropTensor(
  image: RgbImage,
  box: PixelBox,
  sizePx: number,
  centred: boolean,
): { readonly tensor: Tensor; readonly placement: Placement } {
  const scale = Math.max(box.width, box.height) / sizePx
  const width = box.width / scale
  const height = box.height / scale
  const offsetX = centred ? (sizePx - width) / 2 : 0
  const offsetY = centred ? (sizePx - height) / 2 : 0
  const samples = Math.min(MAX_SUPERSAMPLING, Math.max(1, Math.round(scale)))
  const data = new Float32Array(3 * sizePx * sizePx)
  const plane = sizePx * sizePx
  const source = image.data
  const { width: imageWidth, height: imageHeight } = image
  const share = 1 / (samples * samples)
  for (let row = 0; row < sizePx; row++) {
    if (row + 0.5 < offsetY || row + 0.5 > offsetY + height) continue
    for (let column = 0; column < sizePx; column++) {
      if (column + 0.5 < offsetX || column + 0.5 > offsetX + width) continue
      let red = 0
      let green = 0
      let blue = 0
      for (let sy = 0; sy < samples; sy++) {
        const y = clamp(box.y + (row + (sy + 0.5) / samples - offsetY) * scale - 0.5, imageHeight - 1)
        const top = Math.floor(y)
        const down = y - top
        const nextRow = top + 1 < imageHeight ? imageWidth * 3 : 0
        for (let sx = 0; sx < samples; sx++) {
          const x = clamp(box.x + (column + (sx + 0.5) / samples - offsetX) * scale - 0.5, imageWidth - 1)
          const left = Math.floor(x)
          const right = x - left
          const at = (top * imageWidth + left) * 3
          const next = left + 1 < imageWidth ? 3 : 0
          const w00 = (1 - right) * (1 - down)
          const w01 = right * (1 - down)
          const w10 = (1 - right) * down
          const w11 = right * down
          const below = at + nextRow
          red +=
            w00 * source[at]! + w01 * source[at + next]! + w10 * source[below]! + w11 * source[below + next]!
          green +=
            w00 * source[at + 1]! +
            w01 * source[at + next + 1]! +
            w10 * source[below + 1]! +
            w11 * source[below + next + 1]!
          blue +=
            w00 * source[at + 2]! +
            w01 * source[at + next + 2]! +
            w10 * source[below + 2]! +
            w11 * source[below + next + 2]!
        }
      }
      const to = row * sizePx + column
      data[to] = red * share
      data[plane + to] = green * share
      data[2 * plane + to] = blue * share
    }
  }
  return { tensor: { data, shape: [1, 3, sizePx, sizePx] }, placement: { offsetX, offsetY, width, height } }
}

const clamp = (value: number, high: number) => Math.min(high, Math.max(0, value))
