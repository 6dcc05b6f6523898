import {
  assembleCardReading,
  editDistance,
  FIELD_NAMES,
  ROW_NAMES,
  type CardReading,
  type FieldName,
  type RawLine,
  type RawRows,
  type RowName,
} from '@kartu/core'
import type { SpecimenCard } from '@kartu/specimen'

/** Day of every simulated capture, so that a run does not depend on the calendar. */
const CONTEXT = { today: '2026-06-01', specimensAllowed: true } as const
/** A wrong NIK given with at least this confidence would be believed. */
export const BELIEVED = 0.95

interface FieldCount {
  /** The given value is the printed one. */
  exact: number
  /** A value was given at all. */
  read: number
  n: number
}

/** What one engine made of a set of cards. */
export interface EngineScore {
  readonly fields: Record<FieldName, FieldCount>
  /** Characters of the raw lines that are wrong, lost or invented, over those printed; all 18 lines. */
  cer: number
  /** Cards of which all 16 fields are exact. */
  allExact: number
  cards: number
  /** Processor time of one rectified card, mean. */
  cpuMsPerCard: number
  readonly nik: { wrong: number; wrongButBelieved: number }
  /** One entry a given field: its confidence, and whether it was right. */
  readonly given: { readonly field: FieldName; readonly confidence: number; readonly right: boolean }[]
  characters: number
  edits: number
}

export function emptyScore(): EngineScore {
  const fields = Object.fromEntries(
    FIELD_NAMES.map((field) => [field, { exact: 0, read: 0, n: 0 }]),
  ) as EngineScore['fields']
  return {
    fields,
    cer: Number.NaN,
    allExact: 0,
    cards: 0,
    cpuMsPerCard: 0,
    nik: { wrong: 0, wrongButBelieved: 0 },
    given: [],
    characters: 0,
    edits: 0,
  }
}

/** What each row of a specimen shows, wrapped lines joined. */
export function printedRows(card: SpecimenCard): Readonly<Record<RowName, string>> {
  const { printed } = card
  return {
    province: card.provinceLine,
    regency: card.regencyLine,
    nik: printed.nik,
    name: printed.fullName,
    birth: `${printed.placeOfBirth}, ${printed.dateOfBirth}`,
    gender: printed.gender,
    bloodType: printed.bloodType,
    address: printed.address,
    rtRw: printed.rtRw,
    village: printed.kelurahan,
    district: printed.kecamatan,
    religion: printed.religion,
    marital: printed.maritalStatus,
    occupation: printed.occupation,
    nationality: printed.nationality,
    validUntil: printed.validUntil,
    issuePlace: card.issuePlace,
    issueDate: printed.issueDate,
  }
}

/** What a perfect reader gives: its fields are the truth that readings are compared with. */
function truthOf(card: SpecimenCard): CardReading {
  const line = (text: string): RawLine => ({
    text,
    confidences: Array.from(text, () => 1),
    box: { x0: 0, y0: 0, x1: 1, y1: 1 },
    hint: null,
  })
  const rows = Object.fromEntries(Object.entries(printedRows(card)).map(([row, text]) => [row, line(text)]))
  return assembleCardReading(rows, CONTEXT)
}

/** Adds one card's rows to an engine's score; `report` is told every difference. */
export function scoreRows(
  score: EngineScore,
  card: SpecimenCard,
  rows: RawRows,
  cpuMs: number,
  report: (line: string) => void,
): void {
  const reading = assembleCardReading(rows, CONTEXT)
  const truth = truthOf(card)
  const printed = printedRows(card)
  for (const row of ROW_NAMES) {
    const read = rows[row]?.text.replace(/\s+/g, ' ').trim() ?? ''
    const edits = editDistance(read, printed[row], Math.max(read.length, printed[row].length))
    score.edits += edits
    score.characters += printed[row].length
    if (edits > 0) report(`${row}: printed "${printed[row]}", read "${read}"`)
  }
  let allExact = true
  for (const field of FIELD_NAMES) {
    const { value, confidence, unread } = reading.fields[field]
    const right = value === truth.fields[field].value
    const count = score.fields[field]
    count.n++
    if (value !== null) count.read++
    if (right) count.exact++
    else allExact = false
    if (value !== null) score.given.push({ field, confidence, right })
    if (!right)
      report(
        `${field}: is "${truth.fields[field].value ?? ''}", taken for "${value ?? ''}" (${confidence.toFixed(3)}, ${unread ?? 'given'})`,
      )
    if (field === 'nik' && value !== null && !right) {
      score.nik.wrong++
      if (confidence >= BELIEVED) score.nik.wrongButBelieved++
    }
  }
  if (allExact) score.allExact++
  score.cpuMsPerCard = (score.cpuMsPerCard * score.cards + cpuMs) / (score.cards + 1)
  score.cards++
  score.cer = score.edits / score.characters
}
