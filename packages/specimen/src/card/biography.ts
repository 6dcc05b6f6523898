import type { SeededRandom } from '../random/seeded-random.ts'
import type { RegionSample } from './region-samples.ts'
import type { CardLabels, Sex } from './specimen-card.ts'

export interface Foreigner {
  readonly name: string
  readonly country: string
}

/** Where the texts of an invented card come from. Everything is drawn from the given stream and as printed. */
export interface Biography {
  readonly foreignerShare: number
  pickRegion(random: SeededRandom): RegionSample
  pickForeigner(random: SeededRandom, sex: Sex): Foreigner
  inventName(random: SeededRandom, home: RegionSample, sex: Sex): string
  pickBirthPlace(random: SeededRandom, home: RegionSample, foreign: boolean): string
  spellGender(sex: Sex, foreign: boolean): string
  pickReligion(random: SeededRandom, home: RegionSample, foreign: boolean): string
  pickBloodType(random: SeededRandom): string
  inventAddress(random: SeededRandom): string
  inventRtRw(random: SeededRandom): string
  pickMaritalStatus(random: SeededRandom, foreign: boolean): string
  pickOccupation(random: SeededRandom, housekeeping: boolean, foreign: boolean): string
  /** Under the photo: the regency, with or without its kind. */
  pickIssuePlace(random: SeededRandom, home: RegionSample): string
  /** Whether a citizen's card issued in that year still ends on a date, as those printed until 2014 do. */
  endsOnDate(random: SeededRandom, issuedYear: number): boolean
  pickLabels(random: SeededRandom, religion: string): CardLabels
}

/** A regency's name without its kind, as birth and issue places are often printed. */
export function bareName(regency: string): string {
  return regency.replace(/^(KABUPATEN|KOTA) /, '')
}

/** A number with leading zeros, as the card's numbers have. */
export function padNumber(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
