import type { Sex } from './specimen-card.ts'

interface Portrait {
  readonly name: string
  readonly sex: Sex
  /** Age the face looks like, years. */
  readonly apparentAge: number
  /** Colour behind the head; a birth year is chosen to match its parity (red odd, blue even). */
  readonly background: 'red' | 'blue'
}

/** The computer-generated faces in `assets/faces`; they depict nobody. */
export const PORTRAITS: readonly Portrait[] = [
  { name: 'id01_ktp', sex: 'male', apparentAge: 34, background: 'red' },
  { name: 'id02_ktp', sex: 'female', apparentAge: 27, background: 'blue' },
  { name: 'id03_ktp', sex: 'female', apparentAge: 41, background: 'blue' },
  { name: 'id04_ktp', sex: 'male', apparentAge: 58, background: 'red' },
  { name: 'id05_ktp', sex: 'female', apparentAge: 19, background: 'red' },
  { name: 'id06_ktp', sex: 'male', apparentAge: 22, background: 'blue' },
  { name: 'id07_ktp', sex: 'female', apparentAge: 24, background: 'red' },
  { name: 'id08_ktp', sex: 'male', apparentAge: 45, background: 'blue' },
  { name: 'id09_ktp', sex: 'female', apparentAge: 63, background: 'blue' },
  { name: 'id10_ktp', sex: 'male', apparentAge: 29, background: 'red' },
  { name: 'id11_ktp', sex: 'female', apparentAge: 36, background: 'blue' },
  { name: 'id12_ktp', sex: 'male', apparentAge: 65, background: 'red' },
]
