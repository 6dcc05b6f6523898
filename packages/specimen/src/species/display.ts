import type { PixelLattice } from '../optics/subject.ts'

export type DisplayKind = 'oled_phone' | 'lcd_laptop' | 'tablet'

/** A display that an attacker holds in front of the camera. */
export interface Display {
  readonly name: string
  readonly kind: DisplayKind
  readonly widthMm: number
  readonly heightMm: number
  readonly bezelMm: number
  readonly lattice: PixelLattice
  /** Lobe of the front glass: sharp for glossy panels, wide for anti-glare ones. */
  readonly roughnessDegrees: number
  /** Width at which attackers show the card, millimetres. */
  readonly cardWidthMm: readonly [number, number]
  /** What black still emits as a share of white: nothing for OLED, a leaking backlight for an LCD. */
  readonly blackLevel: number
}

const STRIPES = { fillAcross: 0.29, fillDown: 0.82, phaseAcross: [-1 / 3, 0, 1 / 3] } as const
/** Diamond sub-pixels: twice as many green emitters as red or blue ones. */
const DOTS = { fillAcross: 0.36, fillDown: 0.45, phaseAcross: [-0.25, 0.25, -0.25] } as const

const OLED_PHONE = {
  kind: 'oled_phone',
  cardWidthMm: [78, 92],
  roughnessDegrees: 0.4,
  blackLevel: 0,
} as const
const LCD_LAPTOP = { kind: 'lcd_laptop', cardWidthMm: [86, 170], bezelMm: 9, blackLevel: 0.001 } as const
const TABLET = { kind: 'tablet', cardWidthMm: [88, 140], roughnessDegrees: 0.5, blackLevel: 0.001 } as const

/** Sizes and pixel pitches of common panels. */
export const DISPLAYS: readonly Display[] = [
  {
    name: 'oled-phone-fine',
    ...OLED_PHONE,
    widthMm: 146,
    heightMm: 68,
    bezelMm: 2.5,
    lattice: { pitchMm: 0.055, ...DOTS },
  },
  {
    name: 'oled-phone',
    ...OLED_PHONE,
    widthMm: 150,
    heightMm: 70,
    bezelMm: 3,
    lattice: { pitchMm: 0.061, ...DOTS },
  },
  {
    name: 'oled-phone-coarse',
    ...OLED_PHONE,
    widthMm: 144,
    heightMm: 67,
    bezelMm: 4,
    lattice: { pitchMm: 0.079, ...DOTS },
  },
  {
    name: 'lcd-laptop-fine',
    ...LCD_LAPTOP,
    widthMm: 302,
    heightMm: 189,
    lattice: { pitchMm: 0.118, ...STRIPES },
    roughnessDegrees: 0.6,
  },
  {
    name: 'lcd-laptop',
    ...LCD_LAPTOP,
    widthMm: 344,
    heightMm: 194,
    lattice: { pitchMm: 0.179, ...STRIPES },
    roughnessDegrees: 6,
  },
  {
    name: 'lcd-laptop-coarse',
    ...LCD_LAPTOP,
    widthMm: 344,
    heightMm: 194,
    lattice: { pitchMm: 0.252, ...STRIPES },
    roughnessDegrees: 7,
  },
  {
    name: 'lcd-tablet-fine',
    ...TABLET,
    widthMm: 214,
    heightMm: 160,
    bezelMm: 8,
    lattice: { pitchMm: 0.096, ...STRIPES },
  },
  {
    name: 'lcd-tablet',
    ...TABLET,
    widthMm: 218,
    heightMm: 136,
    bezelMm: 9,
    lattice: { pitchMm: 0.113, ...STRIPES },
  },
  {
    name: 'lcd-tablet-coarse',
    ...TABLET,
    widthMm: 217,
    heightMm: 136,
    bezelMm: 12,
    lattice: { pitchMm: 0.17, ...STRIPES },
  },
]
