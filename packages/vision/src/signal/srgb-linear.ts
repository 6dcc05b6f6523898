/** Linear light 0–1 of an 8-bit sRGB code value (IEC 61966-2-1), as a table of 256. */
export const SRGB_TO_LINEAR: Float64Array = Float64Array.from({ length: 256 }, (_, code) => {
  const v = code / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

/** Linear light 0–1 of the three channels of `#RRGGBB`. */
export function linearOfHexColor(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16)
  return [
    SRGB_TO_LINEAR[(value >> 16) & 255] ?? 0,
    SRGB_TO_LINEAR[(value >> 8) & 255] ?? 0,
    SRGB_TO_LINEAR[value & 255] ?? 0,
  ]
}
