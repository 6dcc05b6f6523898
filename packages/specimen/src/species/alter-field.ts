import type { FieldName } from '@kartu/core'
import { layoutCard, type PrintedRow, type PrintedText } from '../card/card-layout.ts'
import { inventCard } from '../card/invent-card.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import type { Alteration } from './species.ts'

/** Fields that forgers change, and the row each is printed in. */
const ALTERABLE: readonly (readonly [FieldName, PrintedRow])[] = [
  ['nik', 'nik'],
  ['fullName', 'name'],
  ['dateOfBirth', 'birth'],
  ['placeOfBirth', 'birth'],
  ['address', 'address'],
  ['kelurahan', 'village'],
  ['kecamatan', 'district'],
  ['occupation', 'occupation'],
  ['maritalStatus', 'marital'],
  ['issueDate', 'issueDate'],
]
/** Digits of a NIK that say where it was registered: the part that another card can lend without contradicting the birth date. */
const REGION_DIGITS = 6
const DONORS = 60

/** A card on which one field, two at most, has another value; nothing else moves. */
export interface AlteredCard extends Alteration {
  readonly card: SpecimenCard
  readonly texts: readonly PrintedText[]
  /** Rows that show another value. */
  readonly rows: readonly PrintedRow[]
}

function borrowValue(field: FieldName, from: SpecimenCard, to: SpecimenCard): string {
  const value = from.printed[field]
  return field === 'nik' ? value.slice(0, REGION_DIGITS) + to.printed.nik.slice(REGION_DIGITS) : value
}

/** Whether all texts but those of some rows stand where they stood. */
function leavesOthers(
  before: readonly PrintedText[],
  after: readonly PrintedText[],
  rows: readonly PrintedRow[],
): boolean {
  const others = (texts: readonly PrintedText[]) =>
    texts.filter((item) => !rows.includes(item.row)).map((item) => [item.text, item.x, item.centreY])
  return before.length === after.length && JSON.stringify(others(before)) === JSON.stringify(others(after))
}

/** Gives one or two fields a value off another invented card of the same style. */
export function alterFields(random: SeededRandom, card: SpecimenCard, fieldCount: 1 | 2): AlteredCard {
  const original = layoutCard(card)
  const shows: Record<FieldName, string> = { ...card.printed }
  const tampered: FieldName[] = []
  const rows: PrintedRow[] = []
  let altered = { card, texts: original }
  for (let donor = 0; donor < DONORS && tampered.length < fieldCount; donor++) {
    const [field, row] = random.pick(ALTERABLE)
    if (rows.includes(row)) continue
    const value = borrowValue(
      field,
      inventCard(`${card.seed}/donor/${donor}`, { style: card.look.style }),
      card,
    )
    if (value === card.printed[field]) continue
    const candidate = { ...card, printed: { ...shows, [field]: value } }
    const texts = layoutCard(candidate)
    if (!leavesOthers(original, texts, [...rows, row])) continue
    shows[field] = value
    tampered.push(field)
    rows.push(row)
    altered = { card: candidate, texts }
  }
  return { ...altered, shows, tampered, rows }
}
