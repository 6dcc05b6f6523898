import type { SeenLight } from '@kartu/core'

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
