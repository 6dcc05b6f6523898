import type { UnreadHint } from './card-reading.ts'

/** The 18 lines of a KTP that are read, in printed order. */
export const ROW_NAMES = [
  'province',
  'regency',
  'nik',
  'name',
  'birth',
  'gender',
  'bloodType',
  'address',
  'rtRw',
  'village',
  'district',
  'religion',
  'marital',
  'occupation',
  'nationality',
  'validUntil',
  'issuePlace',
  'issueDate',
] as const

export type RowName = (typeof ROW_NAMES)[number]

export interface CharAlternative {
  readonly char: string
  /** 0–1; the alternatives of one position sum to at most 1. */
  readonly p: number
}

/** Box in card coordinates: 0–1 of the card's width and height, origin top left. */
export interface CardBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** The value part of one line: label and colon stripped, wrapped lines joined with one space. */
export interface RawLine {
  readonly text: string
  /** 0–1, one per UTF-16 unit of `text`. */
  readonly confidences: readonly number[]
  /** Per UTF-16 unit of `text`, the likeliest readings, the read one included. */
  readonly alternatives?: readonly (readonly CharAlternative[])[]
  readonly box: CardBox
  /** What spoils the line, if anything. */
  readonly hint: UnreadHint | null
  /** A part of the line may be hidden: what was read of it is no value, however sure its characters are. */
  readonly partial?: boolean
}

export type RawRows = Partial<Readonly<Record<RowName, RawLine>>>
