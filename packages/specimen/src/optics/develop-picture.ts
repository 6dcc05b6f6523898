import type { DeviceProfile } from './device-profile.ts'
import { encodeSrgb } from './linear-light.ts'

/** What of the device decides how raw light becomes a picture. */
export type Development = Pick<DeviceProfile, 'chromaDenoisePx' | 'sharpening' | 'contrast' | 'saturation'>

const TONE_STEPS = 4096

/** sRGB codes 0–255 over linear 0–1, with an S-curve that leaves black, middle and white where they are. */
function createToneCurve(contrast: number): Float32Array {
  return Float32Array.from({ length: TONE_STEPS + 1 }, (_, i) => {
    const code = encodeSrgb(i / TONE_STEPS)
    return 255 * (code - (contrast * Math.sin(2 * Math.PI * code)) / (2 * Math.PI))
  })
}

const toneCurves = new Map<number, Float32Array>()

/** The tone curve of a contrast setting, as a table over linear 0–1. */
export function toneCurve(contrast: number): Float32Array {
  const known = toneCurves.get(contrast)
  if (known) return known
  const curve = createToneCurve(contrast)
  toneCurves.set(contrast, curve)
  return curve
}

/** Looks a linear value up in a tone curve; values outside 0–1 are clipped. */
export function applyTone(curve: Float32Array, linear: number): number {
  const index = linear <= 0 ? 0 : linear >= 1 ? TONE_STEPS : (linear * TONE_STEPS + 0.5) | 0
  return curve[index]!
}

/** Smooths red − green and blue − green over a square; green, which carries the detail, stays. */
function smoothChroma(
  rgb: Float32Array,
  width: number,
  height: number,
  radius: number,
  scratch: Float32Array,
): void {
  const row = width * 3
  const share = 1 / (2 * radius + 1)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * row + x * 3
      let red = 0
      let blue = 0
      for (let k = -radius; k <= radius; k++) {
        const xk = x + k < 0 ? 0 : x + k >= width ? width - 1 : x + k
        const q = y * row + xk * 3
        red += rgb[q]! - rgb[q + 1]!
        blue += rgb[q + 2]! - rgb[q + 1]!
      }
      scratch[p] = red * share
      scratch[p + 2] = blue * share
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * row + x * 3
      let red = 0
      let blue = 0
      for (let k = -radius; k <= radius; k++) {
        const yk = y + k < 0 ? 0 : y + k >= height ? height - 1 : y + k
        red += scratch[yk * row + x * 3]!
        blue += scratch[yk * row + x * 3 + 2]!
      }
      rgb[p] = rgb[p + 1]! + red * share
      rgb[p + 2] = rgb[p + 1]! + blue * share
    }
  }
}

/**
 * Raw linear RGB to 8-bit sRGB: chroma denoising, saturation, tone curve, unsharp mask on luma. `rgb` and `scratch` are
 * overwritten; both hold one frame of three channels.
 */
export function developPicture(
  rgb: Float32Array,
  width: number,
  height: number,
  how: Development,
  scratch: Float32Array,
  out: Uint8Array,
): void {
  if (how.chromaDenoisePx > 0) smoothChroma(rgb, width, height, how.chromaDenoisePx, scratch)
  const curve = toneCurve(how.contrast)
  const { saturation, sharpening } = how
  const pixels = width * height
  for (let i = 0, p = 0; i < pixels; i++, p += 3) {
    const luminance = 0.2126 * rgb[p]! + 0.7152 * rgb[p + 1]! + 0.0722 * rgb[p + 2]!
    const r = applyTone(curve, luminance + saturation * (rgb[p]! - luminance))
    const g = applyTone(curve, luminance + saturation * (rgb[p + 1]! - luminance))
    const b = applyTone(curve, luminance + saturation * (rgb[p + 2]! - luminance))
    rgb[p] = r
    rgb[p + 1] = g
    rgb[p + 2] = b
    scratch[i] = 0.299 * r + 0.587 * g + 0.114 * b
  }
  for (let y = 0, i = 0, p = 0; y < height; y++) {
    const up = y === 0 ? 0 : -width
    const down = y === height - 1 ? 0 : width
    for (let x = 0; x < width; x++, i++, p += 3) {
      const left = x === 0 ? 0 : -1
      const right = x === width - 1 ? 0 : 1
      const around =
        2 * (scratch[i + up]! + scratch[i + down]! + scratch[i + left]! + scratch[i + right]!) +
        scratch[i + up + left]! +
        scratch[i + up + right]! +
        scratch[i + down + left]! +
        scratch[i + down + right]!
      const edge = sharpening * (scratch[i]! - (4 * scratch[i]! + around) / 16)
      for (let c = 0; c < 3; c++) {
        const value = rgb[p + c]! + edge + 0.5
        out[p + c] = value < 0 ? 0 : value > 255 ? 255 : value
      }
    }
  }
}
