import type { PixelLattice } from '../optics/subject.ts'

/** A display that an attacker holds in front of the camera. */
export interface Display {
  readonly name: string
  readonly widthMm: number
  readonly heightMm: number
  readonly bezelMm: number
  readonly lattice: PixelLattice
  /** Lobe of the front glass: sharp for glossy panels, wide for anti-glare ones. */
  readonly roughnessDegrees: number
  /** Width at which attackers show the card, millimetres. */
  readonly cardWidthMm: readonly [number, number]
}

const STRIPES = { fillAcross: 0.29, fillDown: 0.82, phaseAcross: [-1 / 3, 0, 1 / 3] } as const
const DOTS = { fillAcross: 0.36, fillDown: 0.45, phaseAcross: [-0.25, 0.25, -0.25] } as const

/** Sizes and pixel pitches of common panels. */
export const DISPLAYS: readonly Display[] = [
  {
    name: 'oled-phone',
    widthMm: 150,
    heightMm: 70,
    bezelMm: 3,
    lattice: { pitchMm: 0.061, ...DOTS },
    roughnessDegrees: 0.4,
    cardWidthMm: [78, 92],
  },
  {
    name: 'lcd-phone',
    widthMm: 148,
    heightMm: 68,
    bezelMm: 4,
    lattice: { pitchMm: 0.094, ...STRIPES },
    roughnessDegrees: 0.5,
    cardWidthMm: [76, 90],
  },
  {
    name: 'lcd-tablet',
    widthMm: 218,
    heightMm: 136,
    bezelMm: 9,
    lattice: { pitchMm: 0.113, ...STRIPES },
    roughnessDegrees: 0.5,
    cardWidthMm: [90, 140],
  },
  {
    name: 'lcd-laptop',
    widthMm: 344,
    heightMm: 194,
    bezelMm: 9,
    lattice: { pitchMm: 0.179, ...STRIPES },
    roughnessDegrees: 6,
    cardWidthMm: [86, 170],
  },
  {
    name: 'lcd-monitor',
    widthMm: 531,
    heightMm: 299,
    bezelMm: 12,
    lattice: { pitchMm: 0.277, ...STRIPES },
    roughnessDegrees: 7,
    cardWidthMm: [90, 220],
  },
]
