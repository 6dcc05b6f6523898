import type { CharAlternative, RawLine, RawRows, RowName } from '../src/index.ts'

/** A line read with the same confidence everywhere. */
export function rawLine(text: string, confidence = 0.995): RawLine {
  return {
    text,
    confidences: Array.from({ length: text.length }, () => confidence),
    box: { x0: 0.3, y0: 0.1, x1: 0.7, y1: 0.15 },
    hint: null,
  }
}

/** A line whose character at `index` might be others too. */
export function doubtfulLine(text: string, index: number, alternatives: readonly CharAlternative[]): RawLine {
  const line = rawLine(text)
  const own = alternatives.find(({ char }) => char === text[index])?.p ?? 0
  return {
    ...line,
    confidences: line.confidences.with(index, own),
    alternatives: Array.from({ length: text.length }, (_, i) =>
      i === index ? alternatives : [{ char: text.charAt(i), p: 0.995 }],
    ),
  }
}

/** A specimen of a woman from Bandung. */
export const SPECIMEN_ROWS = {
  province: 'PROVINSI JAWA BARAT',
  regency: 'KOTA BANDUNG',
  nik: '3273034507950000',
  name: 'SPECIMEN CONTOH',
  birth: 'BANDUNG, 05-07-1995',
  gender: 'PEREMPUAN',
  bloodType: 'AB',
  address: 'JL. CONTOH NO. 1',
  rtRw: '001/002',
  village: 'CIBADUYUT KIDUL',
  district: 'BOJONGLOA KIDUL',
  religion: 'ISLAM',
  marital: 'BELUM KAWIN',
  occupation: 'KARYAWAN SWASTA',
  nationality: 'WNI',
  validUntil: 'SEUMUR HIDUP',
  issuePlace: 'KOTA BANDUNG',
  issueDate: '17-08-2015',
} as const satisfies Record<RowName, string>

/** The specimen with some lines changed; null takes a line away. */
export function specimenRows(change: Partial<Record<RowName, string | RawLine | null>> = {}): RawRows {
  const rows: Partial<Record<RowName, RawLine>> = {}
  for (const [name, value] of Object.entries({ ...SPECIMEN_ROWS, ...change })) {
    if (value !== null) rows[name as RowName] = typeof value === 'string' ? rawLine(value) : value
  }
  return rows
}
