/** Circumstances in which genuine cards are filmed; `ordinary` leaves everything to the stage's own chance. */
export const VARIETIES = [
  'ordinary',
  'dim',
  'warm',
  'mixed_light',
  'glare',
  'sunlight',
  'worn',
  'sleeve',
  'tilt',
  'fingers',
  'low_end',
  'jpeg_420_q75',
] as const

export type Variety = (typeof VARIETIES)[number]
