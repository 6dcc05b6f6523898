import { KartuError } from '../errors.ts'

/** `#RRGGBB` as three 8-bit values. Throws `color_malformed`. */
export function parseColor(color: string): readonly [number, number, number] {
  const match = /^#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$/.exec(color)
  if (match === null) throw new KartuError('color_malformed', 'a colour is not of the form #RRGGBB')
  const [, r = '', g = '', b = ''] = match
  return [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)]
}

/** sRGB transfer function (IEC 61966-2-1), 0–255 → linear 0–1. */
export function linearise(channel: number): number {
  const c = channel / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

export interface ColorStimulus {
  /** WCAG 2.2 relative luminance, 0–1. */
  readonly luminance: number
  /** R/(R+G+B) in linear light; 0 for black. */
  readonly redShare: number
  /** CIE 1976 u′v′; the white point for black, which has no chromaticity of its own. */
  readonly u: number
  readonly v: number
}

const D65_U = 0.1978
const D65_V = 0.4683

/** What WCAG 2.3.1 looks at in a full-screen colour. Throws `color_malformed`. */
export function stimulusOf(color: string): ColorStimulus {
  const [r8, g8, b8] = parseColor(color)
  const [r, g, b] = [linearise(r8), linearise(g8), linearise(b8)]
  const x = 0.4124 * r + 0.3576 * g + 0.1805 * b
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b
  const z = 0.0193 * r + 0.1192 * g + 0.9505 * b
  const sum = r + g + b
  const denominator = x + 15 * y + 3 * z
  return {
    luminance: y,
    redShare: sum === 0 ? 0 : r / sum,
    u: denominator === 0 ? D65_U : (4 * x) / denominator,
    v: denominator === 0 ? D65_V : (9 * y) / denominator,
  }
}

/** WCAG 2.2 relative luminance of `#RRGGBB`, 0–1. Throws `color_malformed`. */
export function relativeLuminance(color: string): number {
  return stimulusOf(color).luminance
}
