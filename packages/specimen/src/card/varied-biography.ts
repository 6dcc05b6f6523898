import { bareName, padNumber, type Biography } from './biography.ts'
import { HOUSEHOLD_OCCUPATION, MARITAL_STATUSES } from './biography-samples.ts'
import { pickCountryRegion } from './country-region.ts'
import { inventVariedAddress } from './varied-address.ts'
import { inventVariedName } from './varied-name.ts'
import {
  ABBREVIATED_PLACES,
  ALL_BLOOD_TYPES,
  BELIEF,
  FOREIGN_HOUSEKEEPING,
  FOREIGN_MARITAL_STATUSES,
  FOREIGN_OCCUPATIONS,
  FOREIGN_PLACES,
  FOREIGN_RELIGIONS,
  VARIED_FOREIGNERS,
  VARIED_OCCUPATIONS,
  VARIED_RELIGIONS,
} from './varied-samples.ts'

const BORN_AT_HOME_SHARE = 0.5
const ABBREVIATED_PLACE_SHARE = 0.12
/** RT/RW where a place has none, as cards print it; the share of each. */
const ABSENT_RT_RW: readonly (readonly [text: string, share: number])[] = [
  ['-', 0.04],
  ['-/-', 0.03],
  ['000/000', 0.04],
]
/** Longer ones would be set so small under the photo that no camera resolves them. */
const LONGEST_ISSUE_PLACE = 24
/** Cards were printed with an end of validity until this year. */
const LAST_DATED_YEAR = 2014
const DATED_SHARE = 0.6
const BALI = '51'
const ODD_LABEL_SHARE = 0.5

/** Texts that reach every form the card's rows take: long, abbreviated, absent, English, from all 38 provinces. */
export const variedBiography: Biography = {
  foreignerShare: 0.08,
  pickRegion: pickCountryRegion,
  pickForeigner: (random, sex) => random.pick(VARIED_FOREIGNERS[sex]),
  inventName: (random, home, sex) => inventVariedName(random, sex, home.code.startsWith(BALI)),
  pickBirthPlace(random, home, foreign) {
    if (foreign) return random.pick(FOREIGN_PLACES)
    if (random.chance(BORN_AT_HOME_SHARE)) return bareName(home.regency)
    if (random.chance(ABBREVIATED_PLACE_SHARE)) return random.pick(ABBREVIATED_PLACES)
    const elsewhere = pickCountryRegion(random)
    return random.chance(0.5) ? bareName(elsewhere.regency) : elsewhere.district
  },
  spellGender(sex, foreign) {
    if (foreign) return sex === 'male' ? 'MALE' : 'FEMALE'
    return sex === 'male' ? 'LAKI-LAKI' : 'PEREMPUAN'
  },
  pickReligion(random, home, foreign) {
    if (foreign) return random.pick(FOREIGN_RELIGIONS)
    return home.code.startsWith(BALI) && random.chance(0.7) ? 'HINDU' : random.pick(VARIED_RELIGIONS)
  },
  pickBloodType: (random) => random.pick(ALL_BLOOD_TYPES),
  inventAddress: inventVariedAddress,
  inventRtRw(random) {
    let draw = random.next()
    for (const [text, share] of ABSENT_RT_RW) {
      draw -= share
      if (draw < 0) return text
    }
    return `${padNumber(random.integer(1, 32), 3)}/${padNumber(random.integer(0, 24), 3)}`
  },
  pickMaritalStatus: (random, foreign) => random.pick(foreign ? FOREIGN_MARITAL_STATUSES : MARITAL_STATUSES),
  pickOccupation(random, housekeeping, foreign) {
    if (foreign) return housekeeping ? FOREIGN_HOUSEKEEPING : random.pick(FOREIGN_OCCUPATIONS)
    return housekeeping ? HOUSEHOLD_OCCUPATION : random.pick(VARIED_OCCUPATIONS)
  },
  pickIssuePlace: (random, home) =>
    home.regency.length <= LONGEST_ISSUE_PLACE && random.chance(0.5) ? home.regency : bareName(home.regency),
  endsOnDate: (random, issuedYear) => issuedYear <= LAST_DATED_YEAR && random.chance(DATED_SHARE),
  pickLabels: (random, religion) => ({
    bloodType: random.chance(ODD_LABEL_SHARE) ? 'Gol Darah' : 'Gol. Darah',
    religion: religion.startsWith(BELIEF) && random.chance(ODD_LABEL_SHARE) ? 'Kepercayaan' : 'Agama',
  }),
}
