import { linearOfHexColor } from '../signal/srgb-linear.ts'

/**
 * Share of each display primary that each camera channel sees (rows R, G, B); a typical phone panel and sensor
 * (pad.md §1.3). The score needs only its rough shape: decoys are judged with the same matrix.
 */
const CROSSTALK = [
  [0.82, 0.13, 0.05],
  [0.1, 0.8, 0.1],
  [0.03, 0.15, 0.82],
] as const

/**
 * How much more of the flash than of the room's light red and blue sensors see, green being 1. Cameras balance the room to neutral, so
 * under a warm lamp the same screen looks bluer.
 */
export type AmbientTint = readonly [red: number, blue: number]
/** Daylight like the screen's own white, mixed light, and lamps of about 3000 K. */
export const AMBIENT_TINTS: readonly AmbientTint[] = [
  [1, 1],
  [0.8, 1.4],
  [0.6, 2.2],
]

type SeenLight = readonly [red: number, green: number, blue: number]

/** What the camera's channels see of a colour of the screen, white being about 1 in each. */
export function seenLight(color: string): SeenLight {
  const [r, g, b] = linearOfHexColor(color)
  const [red, green, blue] = CROSSTALK
  return [
    red[0] * r + red[1] * g + red[2] * b,
    green[0] * r + green[1] * g + green[2] * b,
    blue[0] * r + blue[1] * g + blue[2] * b,
  ]
}

/** ln(R/G) and ln(B/G). */
export type LogChromaticity = readonly [redGreen: number, blueGreen: number]

/** The hue of light on the card while the screen shows `light` at `modulation` times the ambient light. */
export function logChromaticity(
  light: SeenLight,
  modulation: number,
  tint: AmbientTint = AMBIENT_TINTS[0]!,
): LogChromaticity {
  const green = 1 + modulation * light[1]
  return [
    Math.log((1 + tint[0] * modulation * light[0]) / green),
    Math.log((1 + tint[1] * modulation * light[2]) / green),
  ]
}
