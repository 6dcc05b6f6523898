import type { FieldName } from '@kartu/core'
import { createSeededRandom, type SeededRandom } from '../random/seeded-random.ts'
import {
  BIRTH_PLACES,
  BLOOD_TYPES,
  HOUSEHOLD_OCCUPATION,
  MARITAL_STATUSES,
  OCCUPATIONS,
  RELIGIONS,
  STREETS,
} from './biography-samples.ts'
import { FOREIGN_NAMES, MONONYMS, NAME_TRADITIONS } from './name-samples.ts'
import { PORTRAITS } from './portraits.ts'
import { REGION_SAMPLES, type RegionSample } from './region-samples.ts'
import type { CardLook, Sex, SpecimenCard } from './specimen-card.ts'

/** Never issued: every specimen's NIK ends in it (contract §12). */
export const SPECIMEN_SERIAL = '0000'

/** Added to the day of birth in a woman's NIK. */
const FEMALE_DAY_OFFSET = 40
const FOREIGNER_SHARE = 0.06
const MONONYM_SHARE = 0.1
const MOVED_SHARE = 0.25
/** A NIK keeps the region of first registration; some people live elsewhere now. */
const REGISTERED_ELSEWHERE_SHARE = 0.12
const TITLE_SHARE = 0.08
/** Faces are taken for up to this many years older or younger than they look. */
const AGE_TOLERANCE_YEARS = 6
/** The year by which `apparentAge` counts. */
const REFERENCE_YEAR = 2024
const WNI_TINT_DEGREES = 195
const WNA_TINT_DEGREES = 28

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function printDate(date: CalendarDate): string {
  return `${pad(date.day, 2)}-${pad(date.month, 2)}-${pad(date.year, 4)}`
}

function isoDate(date: CalendarDate): string {
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function inventDate(random: SeededRandom, year: number): CalendarDate {
  const month = random.integer(1, 12)
  return { year, month, day: random.integer(1, daysInMonth(year, month)) }
}

function inventNik(region: RegionSample, birth: CalendarDate, sex: Sex): string {
  const day = birth.day + (sex === 'female' ? FEMALE_DAY_OFFSET : 0)
  return `${region.code}${pad(day, 2)}${pad(birth.month, 2)}${pad(birth.year % 100, 2)}${SPECIMEN_SERIAL}`
}

function inventName(random: SeededRandom, region: RegionSample, sex: Sex): string {
  const province = region.code.slice(0, 2)
  const local = NAME_TRADITIONS.filter((tradition) => tradition.provinces.includes(province))
  const tradition = random.pick(local.length > 0 && random.chance(0.8) ? local : NAME_TRADITIONS)
  if (tradition.provinces.includes('33') && random.chance(MONONYM_SHARE * 3))
    return random.pick(MONONYMS[sex])
  const words = [
    tradition.prefix ? random.pick(tradition.prefix[sex]) : '',
    random.pick(tradition.given[sex]),
  ]
  if (random.chance(0.25)) words.push(random.pick(tradition.given[sex]))
  words.push(random.pick(tradition.second[sex]))
  if (random.chance(0.15)) words.push(random.pick(tradition.second[sex]))
  if (tradition.family.length > 0) words.push(random.pick(tradition.family))
  const name = [...new Set(words.filter((word) => word !== ''))].join(' ')
  return random.chance(TITLE_SHARE) ? `${name}, ${random.pick(['S.H.', 'S.PD.', 'S.E.', 'M.T.'])}` : name
}

function inventAddress(random: SeededRandom): string {
  const parts = [random.pick(STREETS)]
  if (random.chance(0.7)) parts.push(`NO. ${random.integer(1, 240)}`)
  if (random.chance(0.12)) parts.push(`KAV. ${random.integer(1, 40)}`)
  return parts.join(' ')
}

function bareName(regency: string): string {
  return regency.replace(/^(KABUPATEN|KOTA) /, '')
}

function inventLook(random: SeededRandom, seed: string, foreign: boolean): CardLook {
  return {
    fade: random.next() ** 2 * 0.6,
    tintHueDegrees: (foreign ? WNA_TINT_DEGREES : WNI_TINT_DEGREES) + random.between(-8, 8),
    boldBody: random.chance(0.25),
    wavePhase: random.next(),
    signatureSeed: `${seed}/signature`,
  }
}

/**
 * Invents a fictional holder and their card from a seed string. The regions exist, the person does not: the NIK's serial is
 * `0000`, its other digits agree with region, birth date and sex, and the photo's background follows the year's parity.
 */
export function inventCard(seed: string): SpecimenCard {
  const random = createSeededRandom(`card/${seed}`)
  const portrait = random.pick(PORTRAITS)
  const sex = portrait.sex
  const foreign = random.chance(FOREIGNER_SHARE)
  const home = random.pick(REGION_SAMPLES)
  const registered = random.chance(REGISTERED_ELSEWHERE_SHARE) ? random.pick(REGION_SAMPLES) : home

  const wantedParity = portrait.background === 'red' ? 1 : 0
  const years = Array.from({ length: AGE_TOLERANCE_YEARS * 2 + 1 }, (_, i) => i - AGE_TOLERANCE_YEARS)
    .map((offset) => REFERENCE_YEAR - portrait.apparentAge + offset)
    .filter((year) => year % 2 === wantedParity && year <= REFERENCE_YEAR - 17)
  const birth = inventDate(random, random.pick(years))
  const issued = inventDate(random, random.integer(Math.max(2012, birth.year + 17), REFERENCE_YEAR + 1))
  const foreigner = foreign ? random.pick(FOREIGN_NAMES[sex]) : null
  const validUntil = foreign ? inventDate(random, REFERENCE_YEAR + random.integer(3, 8)) : null

  const nik = inventNik(registered, birth, sex)
  const birthPlace =
    foreign || random.chance(MOVED_SHARE) ? random.pick(BIRTH_PLACES) : bareName(home.regency)
  const religion = home.code.startsWith('51') && random.chance(0.7) ? 'HINDU' : random.pick(RELIGIONS)
  const bloodType = random.pick(BLOOD_TYPES)
  const houseKeeping = sex === 'female' && random.chance(0.35)
  const printed: Record<FieldName, string> = {
    nik,
    fullName: foreigner?.name ?? inventName(random, home, sex),
    placeOfBirth: birthPlace,
    dateOfBirth: printDate(birth),
    gender: sex === 'male' ? 'LAKI-LAKI' : 'PEREMPUAN',
    bloodType,
    address: inventAddress(random),
    rtRw: `${pad(random.integer(1, 24), 3)}/${pad(random.integer(0, 16), 3)}`,
    kelurahan: random.pick(home.villages),
    kecamatan: home.district,
    religion,
    maritalStatus: random.pick(MARITAL_STATUSES),
    occupation: houseKeeping ? HOUSEHOLD_OCCUPATION : random.pick(OCCUPATIONS),
    nationality: foreigner?.country ?? 'WNI',
    validUntil: validUntil ? printDate(validUntil) : 'SEUMUR HIDUP',
    issueDate: printDate(issued),
  }
  return {
    seed,
    sex,
    provinceLine: `PROVINSI ${home.province}`,
    regencyLine: home.regency,
    issuePlace: random.chance(0.5) ? home.regency : bareName(home.regency),
    printed,
    values: {
      ...printed,
      dateOfBirth: isoDate(birth),
      issueDate: isoDate(issued),
      validUntil: validUntil ? isoDate(validUntil) : 'SEUMUR HIDUP',
      bloodType: bloodType === '-' ? null : bloodType,
    },
    portrait: portrait.name,
    photoBackground: portrait.background,
    look: inventLook(random.fork('look'), seed, foreign),
  }
}
