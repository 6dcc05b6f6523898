import { assembleCardReading, type RawRows } from '@kartu/core'
import { describe, expect, test } from 'vitest'
import { parseCardText } from '../peers/parse-card-text.ts'
import type { PeerText } from '../peers/peer.ts'

const CARD = { width: 1280, height: 807 }
/** A body line's height and an average capital's width, px. */
const LINE_PX = 22
const CHAR_PX = 13
const [LABEL_X, INDENTED_X, COLON_X, VALUE_X] = [58, 96, 380, 400]
const FIRST_ROW_Y = 242
const PITCH_PX = 35.1

function text(words: string, x: number, y: number, confidence = 0.99): PeerText {
  return {
    text: words,
    confidence,
    box: { x0: x, y0: y - LINE_PX / 2, x1: x + CHAR_PX * words.length, y1: y + LINE_PX / 2 },
  }
}

/** Words as Tesseract gives them, one box each. */
function words(line: string, x: number, y: number): PeerText[] {
  return Array.from(line.matchAll(/\S+/g), (match) => text(match[0], x + CHAR_PX * match.index, y))
}

/** A labelled row: label, colon and value, any of which may be lost. */
function row(label: string, colon: string, value: string, y: number, labelX = LABEL_X): PeerText[] {
  return [...words(label, labelX, y), ...words(colon, COLON_X, y), ...words(value, VALUE_X, y)]
}

const rowY = (index: number) => FIRST_ROW_Y + PITCH_PX * index

function nikLine(value: string): PeerText[] {
  return [
    text('NIK', LABEL_X, 194),
    text(':', 278, 194),
    { ...text(value, 312, 194), box: { x0: 312, y0: 176, x1: 858, y1: 212 } },
  ]
}

function header(province: string, regency: string): PeerText[] {
  const tall = (line: string, y: number) =>
    words(line, 640 - (CHAR_PX * line.length) / 2, y).map((word) => ({
      ...word,
      box: { ...word.box, y0: y - 15, y1: y + 15 },
    }))
  return [...tall(province, 56), ...tall(regency, 106)]
}

/** A citizen's card without a wrapped line, every word read right. */
const CITIZEN: readonly (readonly [label: string, value: string, labelX?: number])[] = [
  ['Nama', 'NI MADE CONTOH'],
  ['Tempat/Tgl Lahir', 'KUPANG, 14-01-1966'],
  ['Jenis Kelamin', 'PEREMPUAN'],
  ['Alamat', 'JL. CONTOH NO. 143'],
  ['RT/RW', '022/003', INDENTED_X],
  ['Kel/Desa', 'BERANGBANG', INDENTED_X],
  ['Kecamatan', 'NEGARA', INDENTED_X],
  ['Agama', 'HINDU'],
  ['Status Perkawinan', 'KAWIN'],
  ['Pekerjaan', 'MENGURUS RUMAH TANGGA'],
  ['Kewarganegaraan', 'WNI'],
  ['Berlaku Hingga', 'SEUMUR HIDUP'],
]

const BLOOD = [...words('Gol. Darah', 650, rowY(2)), text(':', 797, rowY(2)), text('O', 816, rowY(2))]
const ISSUE = [text('JEMBRANA', 965, 557), text('21-08-2025', 968, 587)]

function citizen(change: Readonly<Record<string, PeerText[]>> = {}): PeerText[] {
  const rows = CITIZEN.flatMap(
    ([label, value, labelX], i) => change[label] ?? row(label, ':', value, rowY(i), labelX),
  )
  return [
    ...header('PROVINSI BALI', 'KABUPATEN JEMBRANA'),
    ...nikLine('5101015401660000'),
    ...rows,
    ...(change['blood'] ?? BLOOD),
    ...(change['issue'] ?? ISSUE),
  ]
}

function read(texts: readonly PeerText[]): Readonly<Record<string, string | undefined>> {
  const rows: RawRows = parseCardText(texts, CARD)
  return Object.fromEntries(Object.entries(rows).map(([name, line]) => [name, line.text]))
}

const EXPECTED = {
  province: 'PROVINSI BALI',
  regency: 'KABUPATEN JEMBRANA',
  nik: '5101015401660000',
  name: 'NI MADE CONTOH',
  birth: 'KUPANG, 14-01-1966',
  gender: 'PEREMPUAN',
  bloodType: 'O',
  address: 'JL. CONTOH NO. 143',
  rtRw: '022/003',
  village: 'BERANGBANG',
  district: 'NEGARA',
  religion: 'HINDU',
  marital: 'KAWIN',
  occupation: 'MENGURUS RUMAH TANGGA',
  nationality: 'WNI',
  validUntil: 'SEUMUR HIDUP',
  issuePlace: 'JEMBRANA',
  issueDate: '21-08-2025',
}

describe('parseCardText', () => {
  test('gives every row of a card whose words are all right', () => {
    expect(read(citizen())).toEqual(EXPECTED)
    const { fields } = assembleCardReading(parseCardText(citizen(), CARD), {
      today: '2026-06-01',
      specimensAllowed: true,
    })
    expect(Object.values(fields).filter((field) => field.value === null)).toEqual([])
  })

  test('gives the same whatever order the engine reports the words in', () => {
    expect(read(citizen().toReversed())).toEqual(EXPECTED)
  })

  test('finds rows whose labels are misspelt, without a label, or joined to the next row’s', () => {
    const texts = citizen({
      Alamat: row('Aiamat', ':', 'JL. CONTOH NO. 143', rowY(3)),
      'Kel/Desa': row('KeV Desa', ':', 'BERANGBANG', rowY(5), INDENTED_X),
      Kecamatan: row('', ':', 'NEGARA', rowY(6), INDENTED_X),
      'Status Perkawinan': row('Status Perkainan', ':', 'KAWIN', rowY(8)),
      'Berlaku Hingga': row('Beriaku Hlngga', ':', 'SEUMUR HIDUP', rowY(11)),
    })
    expect(read(texts)).toEqual(EXPECTED)
  })

  test('bears colons that are lost, misread as a letter, or joined to the value', () => {
    const texts = citizen({
      Nama: row('Nama', '', 'NI MADE CONTOH', rowY(0)),
      Alamat: row('Alamat', '1', 'JL. CONTOH NO. 143', rowY(3)),
      Kecamatan: [...words('Kecamatan', INDENTED_X, rowY(6)), text(':NEGARA', COLON_X, rowY(6))],
      Agama: [...words('Agama', LABEL_X, rowY(7)), text('：HINDU', COLON_X, rowY(7))],
    })
    expect(read(texts)).toEqual(EXPECTED)
  })

  test('cuts boxes that hold label and value', () => {
    const whole = (line: string, i: number, x = LABEL_X) => [
      { ...text(line, x, rowY(i)), box: { x0: x, y0: rowY(i) - 12, x1: 560, y1: rowY(i) + 12 } },
    ]
    const texts = citizen({
      Nama: whole('Nama NI MADE CONTOH', 0),
      'Jenis Kelamin': [
        {
          ...text('JenisKelamin PEREMPUAN Gol.Darah :O', LABEL_X, rowY(2)),
          box: { x0: 58, y0: rowY(2) - 12, x1: 836, y1: rowY(2) + 12 },
        },
      ],
      blood: [],
      Alamat: whole('Alamat:JL. CONTOH NO. 143', 3),
      'RT/RW': whole('RT/RW 022/003', 4, INDENTED_X),
      Pekerjaan: whole('Pekerjaan MENGURUS RUMAH TANGGA', 9),
    })
    expect(read(texts)).toEqual(EXPECTED)
  })

  test('joins the lines of a wrapped address and name, though the rows below are pushed down', () => {
    const lines = [
      row('Nama', ':', 'MARIANA THERESIA MAGDALENA', rowY(0)),
      words('NAISABA', VALUE_X, rowY(1)),
      row('Tempat/Tgl Lahir', ':', 'KUPANG, 14-01-1966', rowY(2)),
      row('Jenis Kelamin', ':', 'PEREMPUAN', rowY(3)),
      row('Alamat', ':', 'PERUM GRIYA CONTOH BLOK C3', rowY(4)),
      words('NO. 119', VALUE_X, rowY(5)),
      ...CITIZEN.slice(4).map(([label, value, labelX], i) => row(label, ':', value, rowY(6 + i), labelX)),
    ]
    const result = read([
      ...header('PROVINSI BALI', 'KABUPATEN JEMBRANA'),
      ...nikLine('5101015401660000'),
      ...lines.flat(),
    ])
    expect(result).toMatchObject({
      name: 'MARIANA THERESIA MAGDALENA NAISABA',
      birth: 'KUPANG, 14-01-1966',
      address: 'PERUM GRIYA CONTOH BLOK C3 NO. 119',
      rtRw: '022/003',
      validUntil: 'SEUMUR HIDUP',
    })
  })

  test('drops specks at the ends of a wrapped value’s lines', () => {
    const lines = [
      row('Nama', ':', 'MARIANA THERESIA "', rowY(0)),
      words('NAISABA .', VALUE_X, rowY(1)),
      ...CITIZEN.slice(1).map(([label, value, labelX], i) => row(label, ':', value, rowY(2 + i), labelX)),
    ]
    expect(read(lines.flat())['name']).toBe('MARIANA THERESIA NAISABA')
  })

  test('takes RT and RW out of digits that a colon was joined to', () => {
    const texts = citizen({
      'RT/RW': [...words('RT/RW', INDENTED_X, rowY(4)), text('1022/003', COLON_X, rowY(4))],
    })
    expect(read(texts)['rtRw']).toBe('022/003')
  })

  test('reads a foreigner’s card: a country, a date of expiry, no blood group', () => {
    const texts = citizen({
      Kewarganegaraan: row('Kewarganegaraan', ':', 'UNITED STATES OF AMERICA', rowY(10)),
      'Berlaku Hingga': row('Berlaku Hingga', ':', '17-08-2031', rowY(11)),
      blood: [
        ...words('Gol. Darah', 650, rowY(2)),
        text(':', 797, rowY(2)),
        { ...text('-', 816, rowY(2)), box: { x0: 816, y0: rowY(2) - 1, x1: 824, y1: rowY(2) + 2 } },
      ],
    })
    expect(read(texts)).toEqual({
      ...EXPECTED,
      nationality: 'UNITED STATES OF AMERICA',
      validUntil: '17-08-2031',
      bloodType: '-',
    })
    const { fields } = assembleCardReading(parseCardText(texts, CARD), {
      today: '2026-06-01',
      specimensAllowed: true,
    })
    expect([fields.nationality.value, fields.bloodType.value]).toEqual(['WNA', '-'])
  })

  test('takes place and date of issue from below the photo, nothing of the photo or the margins', () => {
    const specks = [
      text('Nx', 1000, 300),
      text('|', 4, rowY(3)),
      text('—.', 12, rowY(4)),
      text('Pa', 900, 130),
      text('AN', 1100, 700),
    ]
    expect(read([...citizen(), ...specks])).toEqual(EXPECTED)
  })

  test('drops what a wide gap parts from a value', () => {
    expect(read([...citizen(), text('NN', 800, rowY(1)), text('"N', 780, rowY(7))])).toEqual(EXPECTED)
  })

  test('keeps a leading I that was read as a bar, as Balinese names have it', () => {
    const name = [text('|', 402, rowY(0)), ...words('GUSTI CONTOH', 415, rowY(0))].map((word) =>
      word.text === '|' ? { ...word, box: { ...word.box, x1: 404 } } : word,
    )
    const texts = citizen({
      Nama: [...words('Nama', LABEL_X, rowY(0)), text(':', COLON_X, rowY(0)), ...name],
    })
    expect(read(texts)['name']).toBe('I GUSTI CONTOH')
  })

  test.each(['At', 'A4', 'A+'])('reads a rhesus sign in %s', (value) => {
    const blood = [...words('Gol. Darah', 650, rowY(2)), text(':', 797, rowY(2)), text(value, 816, rowY(2))]
    expect(read(citizen({ blood }))['bloodType']).toBe('A+')
  })

  test('joins a rhesus sign that is a word of its own', () => {
    const blood = [
      ...words('Gol. Darah', 650, rowY(2)),
      text(':', 797, rowY(2)),
      text('B', 816, rowY(2)),
      text('+', 832, rowY(2)),
    ]
    const { fields } = assembleCardReading(parseCardText(citizen({ blood }), CARD), {
      today: '2026-06-01',
      specimensAllowed: true,
    })
    expect(fields.bloodType.value).toBe('B+')
  })

  test('leaves out rows without text, and gives an empty card for none', () => {
    const rows = read(citizen({ Agama: [], issue: [] }))
    expect(rows).not.toHaveProperty('religion')
    expect(rows).not.toHaveProperty('issueDate')
    expect(rows['marital']).toBe('KAWIN')
    expect(read([])).toEqual({})
  })
})
