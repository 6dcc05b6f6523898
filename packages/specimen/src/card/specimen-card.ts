import type { FieldName } from '@kartu/core'
import type { CardMeasures } from './card-measures.ts'

export type Sex = 'male' | 'female'

export interface CardLabels {
  readonly bloodType: 'Gol. Darah' | 'Gol Darah'
  /** `Kepercayaan` stands on some cards of people who belong to none of the six religions. */
  readonly religion: 'Agama' | 'Kepercayaan'
}

/** Where and with which noise a card was made; small differences between genuine cards. */
export interface CardLook {
  /** Name out of `PRINT_STYLES`. */
  readonly style: string
  /** Where things stand on this card. */
  readonly measures: CardMeasures
  /** The two labels that genuine cards spell in different ways. */
  readonly labels: CardLabels
  /** 0–1: paleness of the print, as worn or badly personalised cards have. */
  readonly fade: number
  /** Hue of the flat tint in degrees; WNI cards are bluish, WNA cards orange. */
  readonly tintHueDegrees: number
  /** Body text in bold, as some issuers' printers have it. */
  readonly boldBody: boolean
  /** Phase of the background's lines, 0–1. */
  readonly wavePhase: number
  /** Seed of the signature's scribble. */
  readonly signatureSeed: string
}

/** One fictional card: what is printed on it and the same facts in normal form. */
export interface SpecimenCard {
  readonly seed: string
  readonly sex: Sex
  /** Header lines as printed, e.g. `PROVINSI JAWA BARAT` and `KABUPATEN GARUT`. */
  readonly provinceLine: string
  readonly regencyLine: string
  /** Under the photo. */
  readonly issuePlace: string
  /** The 16 fields exactly as printed; wrapped values joined with one space. */
  readonly printed: Readonly<Record<FieldName, string>>
  /** Normal form: dates `YYYY-MM-DD`, `bloodType` null for `-`, everything else as printed. */
  readonly values: Readonly<Record<FieldName, string | null>>
  /** Name of the portrait among the assets, e.g. `id01_ktp`. */
  readonly portrait: string
  readonly photoBackground: 'red' | 'blue'
  readonly look: CardLook
}
