import type { RgbPicture } from '../card/render-card.ts'
import { encodeSrgb, LINEAR_OF_BYTE, type Rgb } from '../optics/linear-light.ts'

const BYTE_MAX = 255

/** How an attacker's filter colours a picture. */
export interface Recolouring {
  /** Factor on each channel's linear light. */
  readonly gain: Rgb
  /** Exponent on the sRGB codes before the gain: a filter that knows nothing of the camera's tone curve. */
  readonly gamma: number
  /** Standard deviation of noise added to each code, 0 for none. */
  readonly noiseCodes: number
  /** 0–1 at a pixel: how much of the filter applies there. */
  readonly shareAt: (x: number, y: number) => number
}

/** Applies a filter to a picture. `normal` gives standard normal deviates; it is asked only where there is noise. */
export function recolourPicture(picture: RgbPicture, how: Recolouring, normal: () => number): Uint8Array {
  const { width, height } = picture
  const curves = how.gain.map((gain) =>
    Float32Array.from({ length: BYTE_MAX + 1 }, (_, code) => {
      const level = BYTE_MAX * (code / BYTE_MAX) ** how.gamma
      const low = Math.floor(level)
      const next = Math.min(BYTE_MAX, low + 1)
      const linear = LINEAR_OF_BYTE[low]! + (level - low) * (LINEAR_OF_BYTE[next]! - LINEAR_OF_BYTE[low]!)
      return BYTE_MAX * encodeSrgb(Math.min(1, gain * linear))
    }),
  )
  const data = new Uint8Array(picture.data.length)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = how.shareAt(x, y)
      for (let c = 0; c < 3; c++, at++) {
        const code = picture.data[at]!
        const tinted = code + share * (curves[c]![code]! - code)
        const noise = how.noiseCodes > 0 ? how.noiseCodes * normal() : 0
        data[at] = Math.max(0, Math.min(BYTE_MAX, Math.round(tinted + noise)))
      }
    }
  }
  return data
}
