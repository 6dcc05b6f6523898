import type { SpecimenCard } from '../card/specimen-card.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** Digits of a NIK that hold the date of birth: DDMMYY, 40 added to a woman's day. */
const NIK_DATE_START = 6
const NIK_DATE_END = 12
const FEMALE_DAY_OFFSET = 40
/** Forgers make people older or younger by a few years. */
const YEARS_EITHER_WAY = 12
const LATEST_YEAR = 2007
/** An edit of more digits than this is a new number. */
const MOST_NIK_DIGITS = 3

export interface MovedBirthday {
  readonly nik: string
  /** `DD-MM-YYYY`. */
  readonly dateOfBirth: string
}

const two = (value: number) => String(value).padStart(2, '0')

/** Indices at which two texts of one length differ. */
function changedPositions(before: string, after: string): number[] {
  return Array.from(after, (_, i) => i).filter((i) => after[i] !== before[i])
}

/** Whether every changed digit stands somewhere among the unchanged ones, or in the pool, to be cloned from there. */
function isClonable(before: string, after: string, pool: string): boolean {
  const changed = changedPositions(before, after)
  const kept = pool + Array.from(before, (digit, i) => (changed.includes(i) ? '' : digit)).join('')
  return changed.every((i) => kept.includes(after[i]!))
}

/**
 * Another date of birth with the NIK that agrees with it, made of digits that the card already shows.
 * @param bodyDigits what else stands on the card in the type of the date
 */
export function moveBirthday(random: SeededRandom, card: SpecimenCard, bodyDigits: string): MovedBirthday {
  const { nik, dateOfBirth } = card.printed
  const year = Number(dateOfBirth.slice(6))
  const choices: MovedBirthday[] = []
  for (let y = year - YEARS_EITHER_WAY; y <= Math.min(LATEST_YEAR, year + YEARS_EITHER_WAY); y++) {
    for (let month = 1; month <= 12; month++) {
      const days = new Date(Date.UTC(y, month, 0)).getUTCDate()
      for (let day = 1; day <= days; day++) {
        const coded = two(day + (card.sex === 'female' ? FEMALE_DAY_OFFSET : 0)) + two(month) + two(y % 100)
        const moved = {
          nik: nik.slice(0, NIK_DATE_START) + coded + nik.slice(NIK_DATE_END),
          dateOfBirth: `${two(day)}-${two(month)}-${y}`,
        }
        const changes = changedPositions(nik, moved.nik).length
        if (changes === 0 || changes > MOST_NIK_DIGITS) continue
        if (isClonable(nik, moved.nik, '') && isClonable(dateOfBirth, moved.dateOfBirth, bodyDigits)) {
          choices.push(moved)
        }
      }
    }
  }
  return random.pick(choices)
}
