import type { Palette } from './png.ts'

type Color = readonly [number, number, number]

/** Entries of a scale; the one above is for what is not known. */
export const SCALE_ENTRIES = 255

/** A scale through colours at even distances. */
function scaleThrough(colors: readonly Color[]): Palette {
  const palette = new Uint8Array(3 * 256)
  for (let entry = 0; entry < SCALE_ENTRIES; entry++) {
    const at = (entry / (SCALE_ENTRIES - 1)) * (colors.length - 1)
    const left = Math.min(colors.length - 2, Math.floor(at))
    for (let c = 0; c < 3; c++) {
      const [from, to] = [colors[left]![c]!, colors[left + 1]![c]!]
      palette[3 * entry + c] = Math.round(from + (at - left) * (to - from))
    }
  }
  return palette
}

export const GREY = scaleThrough([
  [0, 0, 0],
  [255, 255, 255],
])

/** From little to much, even to the eye and readable without colour vision: five samples of viridis (CC0, matplotlib). */
export const AMOUNT = scaleThrough([
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
])

/** From less (blue) through nothing (white) to more (orange), readable without colour vision. */
export const DIFFERENCE = scaleThrough([
  [5, 82, 156],
  [118, 178, 219],
  [247, 247, 247],
  [244, 165, 96],
  [170, 72, 4],
])

/** The colour of a value between 0 and 1. */
export function cssColor(palette: Palette, value: number): string {
  const entry = Math.min(SCALE_ENTRIES - 1, Math.max(0, Math.round(value * (SCALE_ENTRIES - 1))))
  return `rgb(${palette[3 * entry]},${palette[3 * entry + 1]},${palette[3 * entry + 2]})`
}
