import { measureTextEm, type CardFont, type FontFace } from './fonts.ts'
import { findPrintStyle, type PrintStyle } from './print-style.ts'
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
  /** Typeface and colour that stand out from the card's own: text that somebody retyped. */
  readonly face?: FontFace
  readonly ink?: string
  /** Where ink can be: advance width across, cap height with descender room down. */
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
}

/** Rows below this are squeezed into it by a smaller pitch. */
const BODY_BOTTOM_Y = 0.91
/** However much room there is, a place of issue is at most this wide. */
const ISSUE_MAX_WIDTH = 0.29

interface BodyRow {
  readonly row: PrintedRow
  readonly label: string | ((card: SpecimenCard) => string)
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
  { row: 'religion', label: (card) => card.look.labels.religion, value: (card) => card.printed.religion },
  { row: 'marital', label: 'Status Perkawinan', value: (card) => card.printed.maritalStatus },
  { row: 'occupation', label: 'Pekerjaan', value: (card) => card.printed.occupation },
  { row: 'nationality', label: 'Kewarganegaraan', value: (card) => card.printed.nationality },
  { row: 'validUntil', label: 'Berlaku Hingga', value: (card) => card.printed.validUntil },
]

/** Puts text on a card of one style: widths are those of the style's own fonts. */
interface Typesetter {
  /** Advance width as a fraction of the card's width. */
  readonly widthOf: (text: string, font: CardFont, em: number) => number
  readonly wrap: (text: string, font: CardFont, em: number, maxWidth: number) => string[]
  readonly place: (placement: Omit<PrintedText, 'box'>) => PrintedText
}

function createTypesetter({ fonts }: PrintStyle): Typesetter {
  const widthOf = (text: string, font: CardFont, em: number) =>
    (measureTextEm(text, fonts[font]) * em) / CARD_ASPECT
  return {
    widthOf,
    wrap(text, font, em, maxWidth) {
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
    },
    place(placement) {
      const { text, font, centreY, em } = placement
      const width = widthOf(text, font, em)
      const x0 = placement.anchor === 'middle' ? placement.x - width / 2 : placement.x
      return { ...placement, box: { x0, x1: x0 + width, y0: centreY - em * 0.5, y1: centreY + em * 0.58 } }
    },
  }
}

function layoutHeaderAndNik(card: SpecimenCard, { place }: Typesetter): PrintedText[] {
  const { measures } = card.look
  const value = { part: 'value', lineIndex: 0 } as const
  const header = { ...value, font: 'bold', anchor: 'middle', x: 0.5, em: measures.headerEm } as const
  const nik = { row: 'nik', lineIndex: 0, anchor: 'start', centreY: measures.nikY } as const
  const label = { ...nik, font: 'bold', em: measures.nikLabelEm } as const
  return [
    place({ ...header, row: 'province', text: card.provinceLine, centreY: measures.provinceY }),
    place({ ...header, row: 'regency', text: card.regencyLine, centreY: measures.regencyY }),
    place({ ...label, part: 'label', text: 'NIK', x: measures.labelX }),
    place({ ...label, part: 'colon', text: ':', x: measures.nikColonX }),
    place({
      ...nik,
      part: 'value',
      text: card.printed.nik,
      font: 'ocr',
      x: measures.nikValueX,
      em: measures.nikEm,
    }),
  ]
}

function layoutBody(card: SpecimenCard, { wrap, place }: Typesetter): PrintedText[] {
  const { measures, labels } = card.look
  const font: CardFont = card.look.boldBody ? 'bold' : 'body'
  const em = measures.bodyEm
  const rows = BODY_ROWS.map((row) => ({
    ...row,
    label: typeof row.label === 'string' ? row.label : row.label(card),
    lines: wrap(row.value(card), font, em, measures.valueRightX - measures.valueX),
  }))
  const lineCount = rows.reduce((sum, row) => sum + row.lines.length, 0)
  const pitch = Math.min(measures.bodyPitch, (BODY_BOTTOM_Y - measures.bodyTopY) / (lineCount - 1))
  const texts: PrintedText[] = []
  let line = 0
  for (const { row, label, indented, lines } of rows) {
    const centreY = measures.bodyTopY + pitch * line
    const run = { font, anchor: 'start', em, lineIndex: 0, centreY } as const
    const labelX = indented ? measures.indentedLabelX : measures.labelX
    texts.push(place({ ...run, row, part: 'label', text: label, x: labelX }))
    texts.push(place({ ...run, row, part: 'colon', text: ':', x: measures.colonX }))
    lines.forEach((text, lineIndex) => {
      texts.push(
        place({
          ...run,
          row,
          part: 'value',
          text,
          lineIndex,
          x: measures.valueX,
          centreY: centreY + pitch * lineIndex,
        }),
      )
    })
    if (row === 'gender') {
      const blood = { ...run, row: 'bloodType' } as const
      texts.push(place({ ...blood, part: 'label', text: labels.bloodType, x: measures.bloodLabelX }))
      texts.push(place({ ...blood, part: 'colon', text: ':', x: measures.bloodColonX }))
      texts.push(place({ ...blood, part: 'value', text: card.printed.bloodType, x: measures.bloodValueX }))
    }
    line += lines.length
  }
  return texts
}

function layoutIssue(card: SpecimenCard, { place, widthOf }: Typesetter): PrintedText[] {
  const { issueX, issueLeftX, issuePlaceY, issueDateY, issueEm } = card.look.measures
  const run = { part: 'value', lineIndex: 0, font: 'body', anchor: 'middle', x: issueX } as const
  const room = Math.min(ISSUE_MAX_WIDTH, 2 * (issueX - issueLeftX))
  const em = Math.min(issueEm, room / widthOf(card.issuePlace, 'body', 1))
  return [
    place({ ...run, row: 'issuePlace', text: card.issuePlace, centreY: issuePlaceY, em }),
    place({ ...run, row: 'issueDate', text: card.printed.issueDate, centreY: issueDateY, em: issueEm }),
  ]
}

/**
 * Where every text of a card stands, in printed order. Long values wrap and push the rows below down; where there are too
 * many lines, all rows move closer together. Fractions follow two independent public measurements of the layout.
 */
export function layoutCard(card: SpecimenCard): PrintedText[] {
  const setter = createTypesetter(findPrintStyle(card.look.style))
  return [...layoutHeaderAndNik(card, setter), ...layoutBody(card, setter), ...layoutIssue(card, setter)]
}
