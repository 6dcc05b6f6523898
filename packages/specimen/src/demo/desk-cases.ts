import type { CaptureRequest } from '../simulate-capture.ts'
import type { SpecimenCard } from '../card/specimen-card.ts'

/** One applicant of the demonstration, each for a different reason before the desk or past it. */
export interface DeskCase {
  /** What the institution calls the applicant. */
  readonly fullName: string
  readonly species: string
  readonly device: string
  /** `asked`: the colours were shown. `unseen`: they were asked for, and the camera's flash mode was off. `none`: never asked for. */
  readonly flash: 'asked' | 'unseen' | 'none'
  readonly stage?: CaptureRequest['stage']
  /** What is printed wrong on the card. */
  readonly alter?: (card: SpecimenCard) => SpecimenCard
}

/** The printed birthday moved by ten years: the NIK no longer fits it. */
function otherBirthday(card: SpecimenCard): SpecimenCard {
  const moved = (date: string): string =>
    date.replace(/\d{4}/, (year) => String(Number(year) >= 1990 ? Number(year) - 11 : Number(year) + 11))
  return {
    ...card,
    printed: { ...card.printed, dateOfBirth: moved(card.printed.dateOfBirth) },
  }
}

function otherGender(card: SpecimenCard): SpecimenCard {
  const gender = card.printed.gender === 'LAKI-LAKI' ? 'PEREMPUAN' : 'LAKI-LAKI'
  return { ...card, printed: { ...card.printed, gender } }
}

/** Names are invented; the failure modes of the specification come first. */
export const DESK_CASES: readonly DeskCase[] = [
  {
    fullName: 'Ratna Wulandari',
    species: 'bona_fide',
    device: 'phone-midrange',
    flash: 'asked',
    stage: { glare: { at: { x: 0.82, y: 0.45 }, radiusMm: 14 } },
  },
  { fullName: 'Bagus Prasetya', species: 'grey_copy', device: 'phone-flagship', flash: 'asked' },
  {
    fullName: 'Siti Maharani',
    species: 'bona_fide',
    device: 'phone-flagship',
    flash: 'asked',
    alter: otherBirthday,
  },
  { fullName: 'Yohanes Siregar', species: 'oled_phone_replay', device: 'laptop-webcam', flash: 'asked' },
  { fullName: 'Dewi Anggraini', species: 'bona_fide', device: 'phone-compact', flash: 'unseen' },
  { fullName: 'Andi Kurniawan', species: 'bona_fide', device: 'phone-flagship', flash: 'asked' },
  {
    fullName: 'Putri Lestari',
    species: 'bona_fide',
    device: 'phone-midrange',
    flash: 'asked',
    alter: otherGender,
  },
  { fullName: 'Made Wirawan', species: 'bona_fide', device: 'laptop-fullhd', flash: 'none' },
  { fullName: 'Fajar Nugroho', species: 'portrait_swap', device: 'phone-flagship', flash: 'asked' },
  { fullName: 'Intan Permata', species: 'lcd_laptop_replay', device: 'phone-large-frame', flash: 'none' },
  { fullName: 'Hendra Gunawan', species: 'retyped_field', device: 'phone-midrange', flash: 'asked' },
  {
    fullName: 'Nur Aisyah',
    species: 'bona_fide',
    device: 'phone-entry',
    flash: 'asked',
    stage: { variety: 'dim' },
  },
  { fullName: 'Rizky Ramadhan', species: 'still_injection', device: 'phone-flagship', flash: 'asked' },
  { fullName: 'Maria Simanjuntak', species: 'bona_fide', device: 'laptop-webcam', flash: 'asked' },
]
