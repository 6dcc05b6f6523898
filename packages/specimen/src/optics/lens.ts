import type { SceneLight } from './expose-scene.ts'

const BLUR_REACH_PX = 3

/** Gaussian blur of interleaved RGB in place, separable, 7 taps; the outer three columns stay. `scratch` is as large. */
export function blurRgb(
  rgb: Float32Array,
  width: number,
  height: number,
  blurPx: number,
  scratch: Float32Array,
): void {
  const taps = Float32Array.from({ length: BLUR_REACH_PX + 1 }, (_, i) =>
    Math.exp(-(i * i) / (2 * blurPx * blurPx)),
  )
  const sum = taps[0]! + 2 * (taps[1]! + taps[2]! + taps[3]!)
  const [k0, k1, k2, k3] = [taps[0]! / sum, taps[1]! / sum, taps[2]! / sum, taps[3]! / sum]
  const row = width * 3
  for (let y = 0; y < height; y++) {
    const at = y * row
    for (let i = 0; i < row; i++) {
      if (i < 9 || i >= row - 9) scratch[at + i] = rgb[at + i]!
      else {
        const p = at + i
        scratch[p] =
          k0 * rgb[p]! +
          k1 * (rgb[p - 3]! + rgb[p + 3]!) +
          k2 * (rgb[p - 6]! + rgb[p + 6]!) +
          k3 * (rgb[p - 9]! + rgb[p + 9]!)
      }
    }
  }
  for (let y = 0; y < height; y++) {
    const up1 = Math.max(0, y - 1) * row
    const up2 = Math.max(0, y - 2) * row
    const up3 = Math.max(0, y - 3) * row
    const down1 = Math.min(height - 1, y + 1) * row
    const down2 = Math.min(height - 1, y + 2) * row
    const down3 = Math.min(height - 1, y + 3) * row
    const at = y * row
    for (let i = 0; i < row; i++) {
      rgb[at + i] =
        k0 * scratch[at + i]! +
        k1 * (scratch[up1 + i]! + scratch[down1 + i]!) +
        k2 * (scratch[up2 + i]! + scratch[down2 + i]!) +
        k3 * (scratch[up3 + i]! + scratch[down3 + i]!)
    }
  }
}

/** Adds the mirror light, which is smooth already, and lets the corners fall off (cos⁴-like). Replaces `scene.diffuse`. */
export function finishLens(scene: SceneLight, vignetting: number): void {
  const { width, height, diffuse, mirror } = scene
  const cornerSquared = (width * width + height * height) / 4
  for (let y = 0, i = 0; y < height; y++) {
    const dy = y - height / 2
    for (let x = 0; x < width; x++) {
      const dx = x - width / 2
      const falloff = 1 - (vignetting * (dx * dx + dy * dy)) / cornerSquared
      for (let c = 0; c < 3; c++, i++) diffuse[i] = falloff * (diffuse[i]! + mirror[i]!)
    }
  }
}
