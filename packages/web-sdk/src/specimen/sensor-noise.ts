/** Pattern length; a prime number of pixels keeps it from lining up with the rows of a picture. */
const PATTERN_LENGTH = 300_007
/** Shot noise of a sensor that holds so many electrons at full light, and what reading it adds; shares of full light. */
const FULL_WELL_ELECTRONS = 9_000
const READ_NOISE = 0.001

/** Standard normal deviates, drawn once. */
const NORMALS = Float32Array.from({ length: PATTERN_LENGTH }, () => {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()))
  return radius * Math.cos(2 * Math.PI * Math.random())
})

/** Light levels that the table of codes has: fine enough for the steep start of the curve. */
const LEVELS = 4096

/** sRGB code (0–255, not rounded) of every light level, and the standard deviation of its noise in codes. */
const CODE = new Float32Array(LEVELS)
const DEVIATION = new Float32Array(LEVELS)
const codeOf = (linear: number): number =>
  255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055)
for (let i = 0; i < LEVELS; i += 1) {
  const linear = i / (LEVELS - 1)
  const noise = Math.hypot(Math.sqrt(linear / FULL_WELL_ELECTRONS), READ_NOISE)
  CODE[i] = codeOf(linear)
  DEVIATION[i] = (codeOf(Math.min(1, linear + noise)) - codeOf(Math.max(0, linear - noise))) / 2
}

/**
 * Writes a picture of the given light (0–65535 a channel: `room` plus `screen` times `share` of its channel) into RGBA pixels,
 * with fresh noise.
 */
export function exposePicture(
  { room, screen }: { readonly room: Uint16Array; readonly screen: Uint16Array },
  share: readonly [number, number, number],
  rgba: Uint8ClampedArray,
): void {
  const [red, green, blue] = share
  let at = Math.floor(Math.random() * PATTERN_LENGTH)
  for (let from = 0, to = 0; from < room.length; from += 3, to += 4) {
    const r = Math.min(LEVELS - 1, ((room[from]! + red * screen[from]!) / 16) | 0)
    const g = Math.min(LEVELS - 1, ((room[from + 1]! + green * screen[from + 1]!) / 16) | 0)
    const b = Math.min(LEVELS - 1, ((room[from + 2]! + blue * screen[from + 2]!) / 16) | 0)
    at = at + 3 >= PATTERN_LENGTH ? at + 3 - PATTERN_LENGTH : at + 3
    rgba[to] = CODE[r]! + DEVIATION[r]! * NORMALS[at]!
    rgba[to + 1] = CODE[g]! + DEVIATION[g]! * NORMALS[(at + 1) % PATTERN_LENGTH]!
    rgba[to + 2] = CODE[b]! + DEVIATION[b]! * NORMALS[(at + 2) % PATTERN_LENGTH]!
    rgba[to + 3] = 255
  }
}
