import type { SeededRandom } from '../random/seeded-random.ts'

const WAYS: readonly string[] = [
  'JL.',
  'JL.',
  'JL.',
  'JLN.',
  'JLN',
  'JALAN',
  'GG.',
  'KP.',
  'KAMPUNG',
  'DSN.',
  'DUSUN',
  'LINGK.',
  'LK.',
  'BR.',
  'LORONG',
  'JORONG',
]

const WAY_NAMES: readonly string[] = [
  'KH. WAHID HASYIM',
  'LETJEN S. PARMAN',
  'BRIGJEN KATAMSO',
  'HAYAM WURUK',
  'WOLTER MONGINSIDI',
  'URIP SUMOHARJO',
  'KYAI MOJO',
  'RADEN INTEN',
  'P. ANTASARI',
  'TIRTAYASA',
  'LANGSAT',
  'MANGGIS',
  'ALAMANDA',
  'WIJAYAKUSUMA',
  'CIKARET HILIR',
  'KEBON KACANG',
  'POLTANGAN',
  'RAYA PUPUTAN',
  'TRANS SULAWESI',
  'LINTAS TIMUR',
  'PASIR KALIKI',
  'GUNUNG SAHARI',
  'BATU AMPAR',
  'TANAH TINGGI',
  'KARANG TENGAH',
  'SUKAMAJU',
  'UJUNG BERUNG',
  "JUM'AT",
  'QUBA',
  'XAVERIUS',
]

const ESTATES: readonly string[] = [
  'PERUM PURI KENCANA',
  'PERUMAHAN GRAHA PRIMA',
  'KOMPLEK PERMATA BIRU',
  'KOMP. AL-HIDAYAH',
  'TAMAN WISMA NUSA',
  'RUSUNAWA CEMARA',
  'ASRAMA YONIF 7',
  'BTN MINASA UPA',
  'PONDOK JATI II',
  'CLUSTER VERONA',
]

const ROMAN: readonly string[] = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'XI', 'XIV', 'XX']
const LETTERS: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'AA', 'BB', 'PA', 'QJ']

const ESTATE_SHARE = 0.3
const WAY_IN_ESTATE_SHARE = 0.4
const ROMAN_SHARE = 0.25
const LANE_SHARE = 0.14
const NUMBER_SHARE = 0.7

type Part = (random: SeededRandom) => string

const BLOCKS: readonly Part[] = [
  (random) => `BLOK ${random.pick(LETTERS)}-${random.integer(1, 30)}/${random.integer(1, 40)}`,
  (random) => `BLOK ${random.pick(LETTERS)}${random.integer(1, 24)}`,
  (random) => `BLOK ${random.pick(ROMAN)}`,
  (random) => `BLK. ${random.pick(LETTERS)} KAV. ${random.integer(1, 60)}`,
  (random) => `TOWER ${random.pick(LETTERS)} LT. ${random.integer(2, 18)}`,
]

const NUMBERS: readonly Part[] = [
  (random) => `NO. ${random.integer(1, 399)}`,
  (random) => `NO. ${random.integer(1, 399)}`,
  (random) => `NO.${random.integer(1, 99)}${random.pick(LETTERS)}`,
  (random) => `NO ${random.integer(1, 60)}/${random.integer(1, 25)}`,
  (random) => `NO: ${random.integer(1, 120)}`,
  (random) => `NO. ${random.integer(10, 89)}-${random.integer(90, 120)}`,
  (random) => `KM. ${random.integer(1, 40)},${random.integer(1, 9)}`,
]

/** A made-up address as clerks type it: abbreviated or not, with blocks, lanes, digits and Roman numerals; long ones wrap. */
export function inventVariedAddress(random: SeededRandom): string {
  const parts: string[] = []
  const inEstate = random.chance(ESTATE_SHARE)
  if (inEstate) parts.push(random.pick(ESTATES))
  if (!inEstate || random.chance(WAY_IN_ESTATE_SHARE)) parts.push(random.pick(WAYS), random.pick(WAY_NAMES))
  if (random.chance(ROMAN_SHARE)) parts.push(random.pick(ROMAN))
  if (random.chance(LANE_SHARE)) parts.push(`GG. ${random.pick(WAY_NAMES)}`)
  if (inEstate) parts.push(random.pick(BLOCKS)(random))
  if (random.chance(NUMBER_SHARE)) parts.push(random.pick(NUMBERS)(random))
  return parts.join(' ')
}
