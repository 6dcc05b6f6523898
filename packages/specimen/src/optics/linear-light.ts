/** Red, green, blue in linear light. */
export type Rgb = readonly [number, number, number]

const BYTE_LEVELS = 256

function decodeSrgb(code: number): number {
  return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4
}

/** sRGB transfer function, IEC 61966-2-1: linear 0–1 to code 0–1. */
export function encodeSrgb(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
}

/** Linear light 0–1 of every 8-bit sRGB code. */
export const LINEAR_OF_BYTE: Float32Array = Float32Array.from({ length: BYTE_LEVELS }, (_, i) =>
  decodeSrgb(i / 255),
)

/**
 * What a camera's three channels see of a display's three primaries: neither set is narrow. Rows are camera channels; a white
 * display stays neutral.
 */
const DISPLAY_TO_CAMERA: readonly [Rgb, Rgb, Rgb] = [
  [0.82, 0.13, 0.05],
  [0.1, 0.8, 0.1],
  [0.03, 0.15, 0.82],
]

/** Display primaries (linear, 1 = full) as camera channels. */
export function seeDisplay(red: number, green: number, blue: number): Rgb {
  const mix = (row: Rgb) => row[0] * red + row[1] * green + row[2] * blue
  return [mix(DISPLAY_TO_CAMERA[0]), mix(DISPLAY_TO_CAMERA[1]), mix(DISPLAY_TO_CAMERA[2])]
}

/** Light of a display showing `#RRGGBB`, as camera channels; 1 is the display's white. Leakage is what black still emits. */
export function displayLight(color: string, leakage: number): Rgb {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const linear = LINEAR_OF_BYTE[Number.parseInt(color.slice(at, at + 2), 16)] ?? 0
    return leakage + (1 - leakage) * linear
  })
  return seeDisplay(red!, green!, blue!)
}

const DAYLIGHT_KELVIN = 6500
const RED_SLOPE = 0.5
const BLUE_SLOPE = 0.85

/** Colour of room light, green = 1: warm light is red, cool light blue. Power laws fitted by eye to black bodies 2500–8000 K. */
export function roomLight(kelvin: number): Rgb {
  return [(DAYLIGHT_KELVIN / kelvin) ** RED_SLOPE, 1, (kelvin / DAYLIGHT_KELVIN) ** BLUE_SLOPE]
}

/** Rec. 709 luminance of linear light. */
export function luminanceOf(light: Rgb): number {
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
}
