import type { SeededRandom } from '../random/seeded-random.ts'
import type { Sex } from './specimen-card.ts'

type NamesBySex = Readonly<Record<Sex, readonly string[]>>

const GIVEN: NamesBySex = {
  male: [
    'SUTRISNO',
    'WIDODO',
    'HERMANSYAH',
    'RUDIANTO',
    'ARIEF',
    'GUNTUR',
    'YOGASWARA',
    'RANGGA',
    'BENEDIKTUS',
    'STEFANUS',
    'IGNATIUS',
    'FERDINAND',
    'MARTHEN',
    'ELIEZER',
    'NASRULLAH',
    'JAMALUDDIN',
    'SAIFUL',
    "NU'MAN",
    "MU'AMMAR",
    "MA'RUF",
    "RIFA'I",
    "SYA'BAN",
    'BARTHOLOMEUS',
    'KRISTOFORUS',
    'QOMARUDDIN',
    'FAKHRURROZI',
    'HABIBURRAHMAN',
    'EVERARDUS',
    'WISNU',
    'TEGUH',
    'ZAENAL',
    'M. YUSRAN',
    'ABD. ROUF',
  ],
  female: [
    'SULASTRI',
    'KRISTANTI',
    "NI'MATUL",
    "SA'DIYAH",
    "RO'FATUL",
    "JUM'ATIN",
    'ANASTASIA',
    'BERNADETHA',
    'SCHOLASTIKA',
    'WILHELMINA',
    'PUSPITA',
    'FARIDA',
    'HAPSARI',
    'MUTMAINNAH',
    'KHUMAIROH',
    'QURROTA',
    'ROSDIANA',
    'GLORIA',
    'MELINDA',
    'VALENTINA',
    'ZULAIKHA',
    'ISTIQOMAH',
    'FLORENTINA',
    'OKTIVIA',
    'WIJI',
    'ST. AMINAH',
    'RR. KINANTHI',
  ],
}

const SECOND: NamesBySex = {
  male: [
    'SASTRODIHARJO',
    'ATMOWASITO',
    'KERTANEGARA',
    'MANGUNWIJOYO',
    'WIRAATMADJA',
    'SURYADININGRAT',
    'PRAMUDITO',
    'AL-FARABI',
    'AZ-ZUHRI',
    'FATKHURROHMAN',
    'DARMAWANGSA',
    'YUDHISTIRA',
    'GINANJAR',
    'HUTOMO',
    'TJAHJONO',
    'UBAIDILLAH',
    'QODRATULLAH',
    'LAKSMANA',
    'BASKORO',
    'XAVIERO',
  ],
  female: [
    'KUSUMANINGTYAS',
    'PRAWITASARI',
    'WIDYANINGRUM',
    'MARDIANINGSIH',
    'SULISTYOWATI',
    'AL-ADAWIYAH',
    'KHOIRUNNISA',
    'TRIWAHYUNINGTYAS',
    'OKTARINA',
    'ANGGUNSARI',
    'PERMATASARI',
    'ROCHMANIYAH',
    'FEBRIYANTINI',
    'QOTHRUNNADA',
    'JAYANINGSIH',
    'EKAPUTRI',
    'MAULIDYA',
    'CAHYANINGRAT',
  ],
}

const CLANS: readonly string[] = [
  'SIMARMATA',
  'HASIBUAN',
  'PASARIBU',
  'RITONGA',
  'MARPAUNG',
  'BUTAR-BUTAR',
  'SILALAHI',
  'TAMPUBOLON',
  'SONDAKH',
  'POLUAKAN',
  'KALIGIS',
  'PATTINAMA',
  'LEKATOMPESSY',
  'TUTUPOLY',
  'SAPULETTE',
  "NGGEBU'U",
  'FERNANDEZ',
  'MANAFE',
  'WONDA',
  'MANDACAN',
  'KARUBABA',
  'WAMBRAUW',
  'GULO',
  'TELAUMBANUA',
  'TJANDRAWINATA',
  'NG',
  'OEY',
  'TINGANG',
]

const BALINESE: NamesBySex = {
  male: ['I DEWA GEDE', 'I GUSTI NGURAH', 'I NENGAH', 'I KOMANG', 'IDA BAGUS KETUT', 'ANAK AGUNG GDE'],
  female: ['NI LUH PUTU', 'NI NENGAH', 'DESAK MADE', 'IDA AYU KOMANG', 'ANAK AGUNG ISTRI', 'NI GUSTI AYU'],
}

const MONONYMS: NamesBySex = {
  male: ['NGADIMIN', 'SARIMAN', 'POERWANTO', "SYAFI'I", 'JI'],
  female: ['SUWARTI', 'NGATINAH', 'MURTINI', "MU'AWANAH", 'ITI'],
}

const TITLES_BEFORE: NamesBySex = {
  male: ['H.', 'DR.', 'DRS.', 'IR.', 'PROF. DR.', 'KH.', 'R.', 'DRS. H.'],
  female: ['HJ.', 'DR.', 'DRA.', 'IR.', 'PROF. DR.', 'R.AY.', 'DRA. HJ.'],
}
const TITLES_AFTER: readonly string[] = [
  'S.H.',
  'S.PD., M.PD.',
  'S.KOM.',
  'A.MD.KEB.',
  'S.T., M.T.',
  'LC., M.A.',
  'S.E., AK.',
  'SP.OG(K)',
  'M.SI',
  'S.STP',
]

/** Permendagri 73/2022: at most this many letters and spaces. */
const MAX_NAME_LENGTH = 60
const BALINESE_SHARE_IN_BALI = 0.75
const BALINESE_SHARE_ELSEWHERE = 0.04
const MONONYM_SHARE = 0.08
const PATRONYM_SHARE = 0.06
const CLAN_SHARE = 0.22
const TITLE_BEFORE_SHARE = 0.1
const TITLE_AFTER_SHARE = 0.12
/** How many given names; long names wrap, about one in three. */
const GIVEN_COUNTS: readonly number[] = [1, 1, 1, 1, 1, 1, 2, 2, 3]

function nameWords(random: SeededRandom, sex: Sex, fromBali: boolean): string[] {
  if (random.chance(fromBali ? BALINESE_SHARE_IN_BALI : BALINESE_SHARE_ELSEWHERE)) {
    return [random.pick(BALINESE[sex]), random.pick(GIVEN[sex]), random.pick(SECOND[sex])]
  }
  if (random.chance(MONONYM_SHARE)) return [random.pick(MONONYMS[sex])]
  const words = Array.from({ length: random.pick(GIVEN_COUNTS) }, () => random.pick(GIVEN[sex]))
  if (random.chance(PATRONYM_SHARE)) {
    return [...words, sex === 'male' ? 'BIN' : 'BINTI', random.pick(GIVEN.male), random.pick(SECOND.male)]
  }
  words.push(random.pick(SECOND[sex]))
  if (random.chance(CLAN_SHARE)) words.push(random.pick(CLANS))
  return words
}

/** A made-up name of any length up to the legal one, with titles, initials, apostrophes and hyphens as older papers have. */
export function inventVariedName(random: SeededRandom, sex: Sex, fromBali: boolean): string {
  const words = [...new Set(nameWords(random, sex, fromBali))]
  const before = random.chance(TITLE_BEFORE_SHARE) ? `${random.pick(TITLES_BEFORE[sex])} ` : ''
  const after = random.chance(TITLE_AFTER_SHARE) ? `, ${random.pick(TITLES_AFTER)}` : ''
  const whole = () => `${before}${words.join(' ')}${after}`
  while (whole().length > MAX_NAME_LENGTH) words.pop()
  return whole()
}
