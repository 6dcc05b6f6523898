import type { FieldName } from '@kartu/core'

export type Sex = 'male' | 'female'

/** Where and with which noise a card was made; small differences between genuine cards. */
export interface CardLook {
  /** 0–1: paleness of the print, as worn or badly personalised cards have. */
  readonly fade: number
  /** Hue of the flat tint in degrees; WNI cards are bluish, WNA cards orange. */
  readonly tintHueDegrees: number
  /** Body text in bold, as some issuers' printers have it. */
  readonly boldBody: boolean
  /** Phase of the wavy line pattern, 0–1. */
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
