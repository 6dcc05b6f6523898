import type { Stroke } from './stroke-outline.ts'

/** Lowest, highest, leftmost and rightmost places of a pen 78 units wide in a digit 700 high on a body 660 wide. */
const LOW = 39
const HIGH = 661
const LEFT = 154
const RIGHT = 506
const WAIST = 360
/** Soft corners of 0, 2, 3, 5, 8 and tight ones of 6, 7, 9: OCR-A has both. */
const SOFT = 128
const TIGHT = 62

const loop = (left: number, low: number, right: number, high: number, radius: number): Stroke => ({
  closed: true,
  corners: [
    [left, low, radius],
    [right, low, radius],
    [right, high, radius],
    [left, high, radius],
  ],
})

export const PEN_WIDTH = 78
export const ADVANCE_WIDTH = 660

/**
 * Centre lines of the ten OCR-A digits (shapes of ANSI X3.17), drawn anew: narrower, lighter and with rounder corners than
 * the OCR-A that other cards are printed with.
 */
export const STROKE_DIGITS: Readonly<Record<string, readonly Stroke[]>> = {
  '0': [loop(LEFT, LOW, RIGHT, HIGH, 150)],
  '1': [
    {
      corners: [
        [186, HIGH],
        [330, HIGH],
        [330, LOW],
      ],
    },
    {
      corners: [
        [168, LOW],
        [498, LOW, 40],
        [498, 226],
      ],
    },
  ],
  '2': [
    {
      corners: [
        [168, HIGH],
        [RIGHT, HIGH, SOFT],
        [RIGHT, WAIST, SOFT],
        [LEFT, WAIST, SOFT],
        [LEFT, LOW],
        [500, LOW],
      ],
    },
  ],
  '3': [
    {
      corners: [
        [166, HIGH],
        [RIGHT, HIGH, SOFT],
        [RIGHT, WAIST, SOFT],
        [240, WAIST],
      ],
    },
    {
      corners: [
        [240, WAIST],
        [RIGHT, WAIST, SOFT],
        [RIGHT, LOW, SOFT],
        [160, LOW],
      ],
    },
  ],
  '4': [
    {
      corners: [
        [178, HIGH],
        [178, 246],
        [502, 246],
      ],
    },
    {
      corners: [
        [412, 570],
        [412, LOW],
      ],
    },
  ],
  '5': [
    {
      corners: [
        [488, HIGH],
        [200, HIGH],
        [200, 384],
        [RIGHT, 384, SOFT],
        [RIGHT, LOW, SOFT],
        [270, LOW, 90],
        [156, 98],
      ],
    },
  ],
  '6': [
    {
      corners: [
        [238, HIGH],
        [LEFT, HIGH, TIGHT],
        [LEFT, LOW, TIGHT],
        [RIGHT, LOW, TIGHT],
        [RIGHT, 300, TIGHT],
        [LEFT, 300],
      ],
    },
  ],
  '7': [
    {
      corners: [
        [LEFT, 590],
        [LEFT, HIGH, 40],
        [RIGHT, HIGH],
        [RIGHT, 428, 50],
        [322, 268, 50],
        [322, LOW],
      ],
    },
  ],
  '8': [
    loop(LEFT, LOW, RIGHT, WAIST, 112),
    {
      corners: [
        [238, WAIST],
        [238, HIGH, TIGHT],
        [422, HIGH, TIGHT],
        [422, WAIST],
      ],
    },
  ],
  '9': [
    {
      corners: [
        [422, LOW],
        [RIGHT, LOW, TIGHT],
        [RIGHT, HIGH, TIGHT],
        [LEFT, HIGH, TIGHT],
        [LEFT, 400, TIGHT],
        [RIGHT, 400],
      ],
    },
  ],
}
