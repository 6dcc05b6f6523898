import type { FieldName } from './field-name.ts'

/** Why a field was not read; shown to the applicant as a retake hint. */
export type UnreadHint = 'glare' | 'blur' | 'too_small' | 'cut_off' | 'not_found' | 'low_confidence'

/** A character replaced because exactly one replacement makes the value valid. Indices count into `raw`. */
export interface Repair {
  readonly index: number
  readonly from: string
  readonly to: string
  readonly rule: string
}

/** Which rule a value passed or broke. `information` and `anomalous` never reject by themselves (law: a NIK never changes). */
export interface FieldValidation {
  readonly outcome: 'valid' | 'invalid' | 'anomalous' | 'information' | 'not_checked'
  /** Stable snake case code, e.g. `nik_birth_date_differs`. */
  readonly code: string
  /** One sentence saying what was checked and found; without the value itself. */
  readonly reason: string
}

export interface FieldReading {
  /** What the recogniser saw, unrepaired; null when the line was not found. */
  readonly raw: string | null
  /** Normalised value (dates `YYYY-MM-DD`, enums canonical, `SEUMUR HIDUP`), null when unread. */
  readonly value: string | null
  /** 0–1: probability that `value` is exactly right. */
  readonly confidence: number
  readonly repairs: readonly Repair[]
  readonly unread: UnreadHint | null
  readonly validation: FieldValidation
}

export interface CardReading {
  readonly fields: Readonly<Record<FieldName, FieldReading>>
  /** The two header lines as read and matched: province and regency or city. */
  readonly province: string | null
  readonly regency: string | null
  /** Place of issue, printed under the photo. */
  readonly issuePlace: string | null
  /** Lines of the card in card coordinates (0–1 of width and height), for crops beside values. */
  readonly lines: readonly {
    readonly field: FieldName
    readonly x0: number
    readonly y0: number
    readonly x1: number
    readonly y1: number
  }[]
}
