import { linearise, parseColor } from './color-science.ts'

/**
 * Share of each display primary that each camera channel sees (rows R, G, B): a typical phone's panel and sensor. Only its
 * rough shape matters: the flash voter judges decoys with the same matrix.
 */
const CROSSTALK = [
  [0.82, 0.13, 0.05],
  [0.1, 0.8, 0.1],
  [0.03, 0.15, 0.82],
] as const

export type SeenLight = readonly [red: number, green: number, blue: number]

/** What a camera's channels see of a colour of the screen, white being about 1 in each. Throws `color_malformed`. */
export function seenLight(color: string): SeenLight {
  const [r8, g8, b8] = parseColor(color)
  const [r, g, b] = [linearise(r8), linearise(g8), linearise(b8)]
  const [red, green, blue] = CROSSTALK
  return [
    red[0] * r + red[1] * g + red[2] * b,
    green[0] * r + green[1] * g + green[2] * b,
    blue[0] * r + blue[1] * g + blue[2] * b,
  ]
}
