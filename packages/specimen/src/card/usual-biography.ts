import { bareName, padNumber, type Biography } from './biography.ts'
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
import { REGION_SAMPLES } from './region-samples.ts'

const MONONYM_SHARE = 0.1
const MOVED_SHARE = 0.25
const TITLE_SHARE = 0.08

/** The texts of the first specimens. Their order of draws is fixed: every figure reported so far rests on these cards. */
export const usualBiography: Biography = {
  foreignerShare: 0.06,
  pickRegion: (random) => random.pick(REGION_SAMPLES),
  pickForeigner: (random, sex) => random.pick(FOREIGN_NAMES[sex]),
  inventName(random, home, sex) {
    const province = home.code.slice(0, 2)
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
  },
  pickBirthPlace: (random, home, foreign) =>
    foreign || random.chance(MOVED_SHARE) ? random.pick(BIRTH_PLACES) : bareName(home.regency),
  spellGender: (sex) => (sex === 'male' ? 'LAKI-LAKI' : 'PEREMPUAN'),
  pickReligion: (random, home) =>
    home.code.startsWith('51') && random.chance(0.7) ? 'HINDU' : random.pick(RELIGIONS),
  pickBloodType: (random) => random.pick(BLOOD_TYPES),
  inventAddress(random) {
    const parts = [random.pick(STREETS)]
    if (random.chance(0.7)) parts.push(`NO. ${random.integer(1, 240)}`)
    if (random.chance(0.12)) parts.push(`KAV. ${random.integer(1, 40)}`)
    return parts.join(' ')
  },
  inventRtRw: (random) => `${padNumber(random.integer(1, 24), 3)}/${padNumber(random.integer(0, 16), 3)}`,
  pickMaritalStatus: (random) => random.pick(MARITAL_STATUSES),
  pickOccupation: (random, housekeeping) => (housekeeping ? HOUSEHOLD_OCCUPATION : random.pick(OCCUPATIONS)),
  pickIssuePlace: (random, home) => (random.chance(0.5) ? home.regency : bareName(home.regency)),
  endsOnDate: () => false,
  pickLabels: () => ({ bloodType: 'Gol. Darah', religion: 'Agama' }),
}
