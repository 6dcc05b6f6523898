import { measureTextEm, type CardFont } from './fonts.ts'
import type { SpecimenCard } from './specimen-card.ts'

/** ISO/IEC 7810 ID-1. */
export const CARD_WIDTH_MM = 85.6
export const CARD_HEIGHT_MM = 53.98
export const CARD_CORNER_RADIUS_MM = 3.18
export const CARD_ASPECT = CARD_WIDTH_MM / CARD_HEIGHT_MM

export type PrintedRow =
  | 'province'
  | 'regency'
  | 'nik'
  | 'name'
  | 'birth'
  | 'gender'
  | 'bloodType'
  | 'address'
  | 'rtRw'
  | 'village'
  | 'district'
  | 'religion'
  | 'marital'
  | 'occupation'
  | 'nationality'
  | 'validUntil'
  | 'issuePlace'
  | 'issueDate'

/** One run of text on one line. Positions are fractions of the card's width (x) and height (y, em). */
export interface PrintedText {
  readonly row: PrintedRow
  readonly part: 'label' | 'colon' | 'value'
  /** 0 for the first line of a value, 1 and up for its continuation lines. */
  readonly lineIndex: number
  readonly text: string
  readonly font: CardFont
  readonly anchor: 'start' | 'middle'
  readonly x: number
  readonly centreY: number
  readonly em: number
  /** Where ink can be: advance width across, cap height with descender room down. */
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
}

const HEADER_EM = 0.05
const HEADER_Y = [0.07, 0.13] as const
const NIK_EM = 0.06
const NIK_LABEL_EM = 0.046
const NIK_Y = 0.24
const NIK_COLON_X = 0.215
const NIK_VALUE_X = 0.24
const BODY_EM = 0.0328
const BODY_TOP_Y = 0.3
const BODY_PITCH = 0.0435
/** Rows below this are squeezed into it by a smaller pitch. */
const BODY_BOTTOM_Y = 0.91
const LABEL_X = 0.045
const INDENTED_LABEL_X = 0.075
const COLON_X = 0.295
const VALUE_X = 0.312
const VALUE_RIGHT_X = 0.683
const BLOOD_LABEL_X = 0.508
const BLOOD_COLON_X = 0.622
const BLOOD_VALUE_X = 0.637
/** Centre and rows of the block under the photo. */
const ISSUE_X = 0.805
const ISSUE_PLACE_Y = 0.69
const ISSUE_DATE_Y = 0.727
const ISSUE_EM = 0.03
const ISSUE_MAX_WIDTH = 0.29

interface BodyRow {
  readonly row: PrintedRow
  readonly label: string
  readonly indented?: true
  readonly value: (card: SpecimenCard) => string
}

const BODY_ROWS: readonly BodyRow[] = [
  { row: 'name', label: 'Nama', value: (card) => card.printed.fullName },
  {
    row: 'birth',
    label: 'Tempat/Tgl Lahir',
    value: (card) => `${card.printed.placeOfBirth}, ${card.printed.dateOfBirth}`,
  },
  { row: 'gender', label: 'Jenis Kelamin', value: (card) => card.printed.gender },
  { row: 'address', label: 'Alamat', value: (card) => card.printed.address },
  { row: 'rtRw', label: 'RT/RW', indented: true, value: (card) => card.printed.rtRw },
  { row: 'village', label: 'Kel/Desa', indented: true, value: (card) => card.printed.kelurahan },
  { row: 'district', label: 'Kecamatan', indented: true, value: (card) => card.printed.kecamatan },
  { row: 'religion', label: 'Agama', value: (card) => card.printed.religion },
  { row: 'marital', label: 'Status Perkawinan', value: (card) => card.printed.maritalStatus },
  { row: 'occupation', label: 'Pekerjaan', value: (card) => card.printed.occupation },
  { row: 'nationality', label: 'Kewarganegaraan', value: (card) => card.printed.nationality },
  { row: 'validUntil', label: 'Berlaku Hingga', value: (card) => card.printed.validUntil },
]

/** Advance width of a text as a fraction of the card's width. */
function widthOf(text: string, font: CardFont, em: number): number {
  return (measureTextEm(text, font) * em) / CARD_ASPECT
}

function wrap(text: string, font: CardFont, em: number, maxWidth: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, font, em) > maxWidth) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

type Placement = Omit<PrintedText, 'box'>

function place(placement: Placement): PrintedText {
  const width = widthOf(placement.text, placement.font, placement.em)
  const x0 = placement.anchor === 'middle' ? placement.x - width / 2 : placement.x
  const { centreY, em } = placement
  return { ...placement, box: { x0, x1: x0 + width, y0: centreY - em * 0.5, y1: centreY + em * 0.58 } }
}

function layoutHeaderAndNik(card: SpecimenCard): PrintedText[] {
  const value = { part: 'value', lineIndex: 0 } as const
  const header = { ...value, font: 'bold', anchor: 'middle', x: 0.5, em: HEADER_EM } as const
  const nik = { row: 'nik', lineIndex: 0, anchor: 'start', centreY: NIK_Y } as const
  return [
    place({ ...header, row: 'province', text: card.provinceLine, centreY: HEADER_Y[0] }),
    place({ ...header, row: 'regency', text: card.regencyLine, centreY: HEADER_Y[1] }),
    place({ ...nik, part: 'label', text: 'NIK', font: 'bold', x: LABEL_X, em: NIK_LABEL_EM }),
    place({ ...nik, part: 'colon', text: ':', font: 'bold', x: NIK_COLON_X, em: NIK_LABEL_EM }),
    place({ ...nik, part: 'value', text: card.printed.nik, font: 'ocr', x: NIK_VALUE_X, em: NIK_EM }),
  ]
}

function layoutBody(card: SpecimenCard): PrintedText[] {
  const font: CardFont = card.look.boldBody ? 'bold' : 'body'
  const rows = BODY_ROWS.map((row) => ({
    ...row,
    lines: wrap(row.value(card), font, BODY_EM, VALUE_RIGHT_X - VALUE_X),
  }))
  const lineCount = rows.reduce((sum, row) => sum + row.lines.length, 0)
  const pitch = Math.min(BODY_PITCH, (BODY_BOTTOM_Y - BODY_TOP_Y) / (lineCount - 1))
  const texts: PrintedText[] = []
  let line = 0
  for (const { row, label, indented, lines } of rows) {
    const centreY = BODY_TOP_Y + pitch * line
    const run = { font, anchor: 'start', em: BODY_EM, lineIndex: 0, centreY } as const
    texts.push(place({ ...run, row, part: 'label', text: label, x: indented ? INDENTED_LABEL_X : LABEL_X }))
    texts.push(place({ ...run, row, part: 'colon', text: ':', x: COLON_X }))
    lines.forEach((text, lineIndex) => {
      texts.push(
        place({
          ...run,
          row,
          part: 'value',
          text,
          lineIndex,
          x: VALUE_X,
          centreY: centreY + pitch * lineIndex,
        }),
      )
    })
    if (row === 'gender') {
      const blood = { ...run, row: 'bloodType' } as const
      texts.push(place({ ...blood, part: 'label', text: 'Gol. Darah', x: BLOOD_LABEL_X }))
      texts.push(place({ ...blood, part: 'colon', text: ':', x: BLOOD_COLON_X }))
      texts.push(place({ ...blood, part: 'value', text: card.printed.bloodType, x: BLOOD_VALUE_X }))
    }
    line += lines.length
  }
  return texts
}

function layoutIssue(card: SpecimenCard): PrintedText[] {
  const run = { part: 'value', lineIndex: 0, font: 'body', anchor: 'middle', x: ISSUE_X } as const
  const em = Math.min(ISSUE_EM, ISSUE_MAX_WIDTH / widthOf(card.issuePlace, 'body', 1))
  return [
    place({ ...run, row: 'issuePlace', text: card.issuePlace, centreY: ISSUE_PLACE_Y, em }),
    place({ ...run, row: 'issueDate', text: card.printed.issueDate, centreY: ISSUE_DATE_Y, em: ISSUE_EM }),
  ]
}

/**
 * Where every text of a card stands, in printed order. Long values wrap and push the rows below down; where there are too
 * many lines, all rows move closer together. Fractions follow two independent public measurements of the layout.
 */
export function layoutCard(card: SpecimenCard): PrintedText[] {
  return [...layoutHeaderAndNik(card), ...layoutBody(card), ...layoutIssue(card)]
}
