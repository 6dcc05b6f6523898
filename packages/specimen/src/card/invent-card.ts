import type { FieldName } from '@kartu/core'
import { createSeededRandom, type SeededRandom } from '../random/seeded-random.ts'
import { padNumber, type Biography } from './biography.ts'
import { drawMeasures } from './card-measures.ts'
import { PORTRAITS } from './portraits.ts'
import { findPrintStyle, USUAL_STYLE, type PrintStyle } from './print-style.ts'
import type { RegionSample } from './region-samples.ts'
import type { CardLook, Sex, SpecimenCard } from './specimen-card.ts'
import { usualBiography } from './usual-biography.ts'
import { variedBiography } from './varied-biography.ts'

/** Never issued: every specimen's NIK ends in it (contract §12). */
export const SPECIMEN_SERIAL = '0000'

/** Added to the day of birth in a woman's NIK. */
const FEMALE_DAY_OFFSET = 40
/** A NIK keeps the region of first registration; some people live elsewhere now. */
const REGISTERED_ELSEWHERE_SHARE = 0.12
const HOUSEKEEPER_SHARE = 0.35
/** Faces are taken for up to this many years older or younger than they look. */
const AGE_TOLERANCE_YEARS = 6
/** The year by which `apparentAge` counts. */
const REFERENCE_YEAR = 2024
/** Foreigners' cards are orange. */
const WNA_TINT_DEGREES = 28
const TINT_SWING_DEGREES = 8
/** Years that a citizen's card was valid for before it became valid for life. */
const OLD_VALIDITY_YEARS = 5

const BIOGRAPHIES: Readonly<Record<PrintStyle['texts'], Biography>> = {
  usual: usualBiography,
  varied: variedBiography,
}

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

function printDate(date: CalendarDate): string {
  return `${padNumber(date.day, 2)}-${padNumber(date.month, 2)}-${padNumber(date.year, 4)}`
}

function isoDate(date: CalendarDate): string {
  return `${padNumber(date.year, 4)}-${padNumber(date.month, 2)}-${padNumber(date.day, 2)}`
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
  return `${region.code}${padNumber(day, 2)}${padNumber(birth.month, 2)}${padNumber(birth.year % 100, 2)}${SPECIMEN_SERIAL}`
}

/** The old end of validity: the birthday five years after issue. */
function oldExpiry(birth: CalendarDate, issued: CalendarDate): CalendarDate {
  const year = issued.year + OLD_VALIDITY_YEARS
  return { year, month: birth.month, day: Math.min(birth.day, daysInMonth(year, birth.month)) }
}

function inventLook(
  random: SeededRandom,
  seed: string,
  style: PrintStyle,
  foreign: boolean,
  labels: CardLook['labels'],
): CardLook {
  const hueDegrees = foreign ? WNA_TINT_DEGREES : style.tint.hueDegrees
  return {
    fade: random.next() ** 2 * 0.6,
    tintHueDegrees: hueDegrees + random.between(-TINT_SWING_DEGREES, TINT_SWING_DEGREES),
    boldBody: random.chance(0.25),
    wavePhase: random.next(),
    signatureSeed: `${seed}/signature`,
    style: style.name,
    measures: drawMeasures(random.fork('measures'), style.measures),
    labels,
  }
}

/**
 * Invents a fictional holder and their card from a seed string. The regions exist, the person does not: the NIK's serial is
 * `0000`, its other digits agree with region, birth date and sex, and the photo's background follows the year's parity.
 * `style` is a name out of `PRINT_STYLES`; the same seed gives another holder in every style. Throws `specimen_style_unknown`.
 */
export function inventCard(seed: string, options: { readonly style?: string } = {}): SpecimenCard {
  const style = findPrintStyle(options.style ?? USUAL_STYLE)
  const biography = BIOGRAPHIES[style.texts]
  const random = createSeededRandom(
    style.name === USUAL_STYLE ? `card/${seed}` : `card/${style.name}/${seed}`,
  )
  const portrait = random.pick(PORTRAITS)
  const sex = portrait.sex
  const foreign = random.chance(biography.foreignerShare)
  const home = biography.pickRegion(random)
  const registered = random.chance(REGISTERED_ELSEWHERE_SHARE) ? biography.pickRegion(random) : home

  const wantedParity = portrait.background === 'red' ? 1 : 0
  const years = Array.from({ length: AGE_TOLERANCE_YEARS * 2 + 1 }, (_, i) => i - AGE_TOLERANCE_YEARS)
    .map((offset) => REFERENCE_YEAR - portrait.apparentAge + offset)
    .filter((year) => year % 2 === wantedParity && year <= REFERENCE_YEAR - 17)
  const birth = inventDate(random, random.pick(years))
  const issued = inventDate(random, random.integer(Math.max(2012, birth.year + 17), REFERENCE_YEAR + 1))
  const foreigner = foreign ? biography.pickForeigner(random, sex) : null
  const permitEnd = foreign ? inventDate(random, REFERENCE_YEAR + random.integer(3, 8)) : null
  const validUntil =
    permitEnd ?? (biography.endsOnDate(random, issued.year) ? oldExpiry(birth, issued) : null)

  const nik = inventNik(registered, birth, sex)
  const placeOfBirth = biography.pickBirthPlace(random, home, foreign)
  const religion = biography.pickReligion(random, home, foreign)
  const bloodType = biography.pickBloodType(random)
  const housekeeping = sex === 'female' && random.chance(HOUSEKEEPER_SHARE)
  const printed: Record<FieldName, string> = {
    nik,
    fullName: foreigner?.name ?? biography.inventName(random, home, sex),
    placeOfBirth,
    dateOfBirth: printDate(birth),
    gender: biography.spellGender(sex, foreign),
    bloodType,
    address: biography.inventAddress(random),
    rtRw: biography.inventRtRw(random),
    kelurahan: random.pick(home.villages),
    kecamatan: home.district,
    religion,
    maritalStatus: biography.pickMaritalStatus(random, foreign),
    occupation: biography.pickOccupation(random, housekeeping, foreign),
    nationality: foreigner?.country ?? 'WNI',
    validUntil: validUntil ? printDate(validUntil) : 'SEUMUR HIDUP',
    issueDate: printDate(issued),
  }
  return {
    seed,
    sex,
    provinceLine: `PROVINSI ${home.province}`,
    regencyLine: home.regency,
    issuePlace: biography.pickIssuePlace(random, home),
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
    look: inventLook(
      random.fork('look'),
      seed,
      style,
      foreign,
      biography.pickLabels(random.fork('labels'), religion),
    ),
  }
}
