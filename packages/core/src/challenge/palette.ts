import type { FlashLimits } from './flash-safety.ts'

export type PaletteName = 'standard' | 'calm'

export interface ChallengePalette {
  /** Colours that move the card's colour: at least three different ones where the steps allow it. */
  readonly chromatic: readonly string[]
  /** Colours without hue. */
  readonly neutral: readonly string[]
  /** Of the neutral ones, that which shows the ambient light (black) or the plain card (grey); always in a sequence. */
  readonly reference: string
  /** Stricter than WCAG 2.3.1: what a sequence of this palette may hold within any second. */
  readonly limits: FlashLimits
}

export const CHALLENGE_PALETTES: Readonly<Record<PaletteName, ChallengePalette>> = {
  /** Contract §3. Holds of 300 ms and more allow four changes a second: two general flashes, under the limit of three. */
  standard: {
    chromatic: ['#FF0000', '#00FF00', '#0000FF', '#00FFFF', '#FF00FF', '#FFFF00'],
    neutral: ['#FFFFFF', '#000000'],
    reference: '#000000',
    limits: { maxGeneralFlashes: 2, maxRedFlashes: 1 },
  },
  /**
   * Relative luminance 0.419–0.455 and no saturated red: no two of these colours make a flash at any rate. What it
   * costs in certainty is for the evaluation to say.
   */
  calm: {
    chromatic: ['#00C8C8', '#3CCD3C', '#EBA028', '#FF7DEB', '#A5A5FF'],
    neutral: ['#B2B2B2'],
    reference: '#B2B2B2',
    limits: { maxGeneralFlashes: 0, maxRedFlashes: 0 },
  },
}
