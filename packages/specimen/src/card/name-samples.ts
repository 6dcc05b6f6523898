import type { Sex } from './specimen-card.ts'

/** How names of one tradition are put together; made-up combinations of common given and family names. */
interface NameTradition {
  /** Two-digit province codes where it is likely. */
  readonly provinces: readonly string[]
  readonly given: Readonly<Record<Sex, readonly string[]>>
  readonly second: Readonly<Record<Sex, readonly string[]>>
  /** Family or clan names; empty where none are carried. */
  readonly family: readonly string[]
  readonly prefix?: Readonly<Record<Sex, readonly string[]>>
}

export const NAME_TRADITIONS: readonly NameTradition[] = [
  {
    provinces: ['33', '34', '35'],
    given: {
      male: ['AGUS', 'BAMBANG', 'SLAMET', 'JOKO', 'TRI', 'DWI', 'EKO', 'WAHYU', 'SUGENG', 'HERI'],
      female: ['SRI', 'SITI', 'DEWI', 'RATNA', 'ENDANG', 'WULAN', 'RETNO', 'DYAH', 'TITIK', 'NUR'],
    },
    second: {
      male: ['PRASETYO', 'SANTOSO', 'WIBOWO', 'NUGROHO', 'SETIAWAN', 'HARTONO', 'PURNOMO', 'KURNIAWAN'],
      female: [
        'LESTARI',
        'RAHAYU',
        'WAHYUNI',
        'HANDAYANI',
        'ASTUTI',
        'PUSPITASARI',
        'NINGSIH',
        'KUSUMAWARDHANI',
      ],
    },
    family: [],
  },
  {
    provinces: ['32', '36', '31'],
    given: {
      male: ['ASEP', 'DADANG', 'UJANG', 'CECEP', 'RIZKY', 'FAJAR', 'DENI', 'IWAN', 'TAUFIK', 'YUSUF'],
      female: ['NENENG', 'EUIS', 'LILIS', 'RINA', 'YANI', 'AISYAH', 'INTAN', 'MAYA', 'FITRI', 'NOVI'],
    },
    second: {
      male: ['HIDAYAT', 'SUPRIATNA', 'KOSASIH', 'RAMDHAN', 'MAULANA', 'PERMANA', 'GUNAWAN', 'FIRMANSYAH'],
      female: [
        'KOMALASARI',
        'NURHAYATI',
        'ROHAENI',
        'MARLINA',
        'ANGGRAENI',
        'FEBRIANTI',
        'OKTAVIANI',
        'SUHARTINI',
      ],
    },
    family: [],
  },
  {
    provinces: ['12'],
    given: {
      male: ['PARLINDUNGAN', 'TOGAR', 'DANIEL', 'JONATHAN', 'SAHAT', 'HOTMAN', 'BINSAR'],
      female: ['ROSMAIDA', 'TIURMA', 'RUTH', 'MARIA', 'LASTRI', 'HOTMAULI', 'DEBORA'],
    },
    second: {
      male: ['MANGATAS', 'PARULIAN', 'MARULI', 'EDWARD'],
      female: ['ULI', 'MARISI', 'NATALIA', 'KRISTINA'],
    },
    family: [
      'SIMANJUNTAK',
      'HUTAGALUNG',
      'SITUMORANG',
      'NASUTION',
      'SIHOMBING',
      'GINTING',
      'LUMBANTOBING',
      'ZEBUA',
    ],
  },
  {
    provinces: ['51', '52'],
    given: {
      male: ['WAYAN', 'MADE', 'NYOMAN', 'KETUT', 'PUTU', 'KADEK', 'KOMANG', 'GEDE'],
      female: ['WAYAN', 'MADE', 'NYOMAN', 'KETUT', 'PUTU', 'KADEK', 'KOMANG', 'LUH'],
    },
    second: {
      male: ['SUARDANA', 'ARTAWAN', 'MAHENDRA', 'SUDIARTA', 'ADNYANA', 'DHARMA PUTRA', 'WIRAWAN'],
      female: ['SUARTINI', 'ARYANI', 'PURNAMADEWI', 'WIDIASTUTI', 'SUKERTI', 'ASTITI DEWI', 'PARWATI'],
    },
    family: [],
    prefix: {
      male: ['I', 'I', 'I', 'IDA BAGUS', 'I GUSTI'],
      female: ['NI', 'NI', 'NI', 'IDA AYU', 'ANAK AGUNG'],
    },
  },
  {
    provinces: ['11', '13', '14', '15', '16', '17', '18', '19', '21'],
    given: {
      male: ['MUHAMMAD', 'TEUKU', 'RIDWAN', 'SYAHRUL', 'ZULKIFLI', 'HENDRA', 'YUSRIZAL', 'FADHIL'],
      female: ['CUT', 'NURUL', 'SYARIFAH', 'YULIA', 'DESI', 'RAHMI', 'WIRDA', 'ELVI'],
    },
    second: {
      male: ['ISKANDAR', 'AL FARISI', 'SYAHPUTRA', 'RAMADHAN', 'AKBAR', 'BIN ABDULLAH', 'EFENDI'],
      female: ['MEUTIA', 'HASANAH', 'AZZAHRA', 'SAFITRI', 'BINTI ISMAIL', 'YUNIARTI', 'MAHARANI'],
    },
    family: [],
  },
  {
    provinces: ['61', '62', '63', '64', '65', '71', '72', '73', '74', '75', '76'],
    given: {
      male: ['ANDI', 'BASO', 'RUSLAN', 'STEVEN', 'JEMMY', 'HENDRIK', 'SYAMSUL', 'YOHANES', 'KEVIN'],
      female: ['ANDI', 'BESSE', 'MERRY', 'GRACE', 'HASNAWATI', 'YULIANA', 'CHRISTINE', 'RAHMAWATI'],
    },
    second: {
      male: ['PATTIRO', 'MAPPANYUKKI', 'ARDIANSYAH', 'WILLEM', 'ARIFIN', 'LIE', 'TANUWIJAYA'],
      female: ['TENRI', 'MARGARETHA', 'NOORLAILA', 'TAN', 'WIJAYA', 'SARTIKA', 'MUTIARA'],
    },
    family: ['', '', 'RUMAGIT', 'WOWOR', 'LANGI', 'DAENG MANGALLE', 'SAMPE'],
  },
  {
    provinces: ['53', '81', '82', '91', '92', '93', '94', '95', '96'],
    given: {
      male: ['YAKOBUS', 'MARKUS', 'FRANSISKUS', 'OKTOVIANUS', 'PETRUS', 'MELKIANUS', 'ABDUL'],
      female: ['YOSEFINA', 'MARIANA', 'AGUSTINA', 'DORTHEA', 'SELFIANA', 'YUBELINA', 'HALIMA'],
    },
    second: {
      male: ['DEMIANUS', 'ALEXANDER', 'NATANIEL', ''],
      female: ['ELISABETH', 'THERESIA', 'MAGDALENA', ''],
    },
    family: [
      'RUMBIAK',
      'WENDA',
      'TABUNI',
      'PATTIWAEL',
      'NAISABA',
      'KOGOYA',
      'LATUHERU',
      'TETHOOL',
      'KAISIEPO',
    ],
  },
]

/** One-word names, legal before 2022 and common in Java. */
export const MONONYMS: Readonly<Record<Sex, readonly string[]>> = {
  male: ['SUPARMAN', 'KASIMIN', 'TUKIRAN', 'SUROSO', 'MISNADI'],
  female: ['SUMIATI', 'PARTINI', 'KASMIRAH', 'WAGINAH', 'TUMINEM'],
}

/** Holders of a permanent stay permit. */
export const FOREIGN_NAMES: Readonly<
  Record<Sex, readonly { readonly name: string; readonly country: string }[]>
> = {
  male: [
    { name: 'LIM WEI JIAN', country: 'MALAYSIA' },
    { name: 'THOMAS EDWARD HARGREAVE', country: 'AUSTRALIA' },
    { name: 'KENJI MORIYAMA', country: 'JAPAN' },
    { name: 'ZHANG HAO RAN', country: 'CHINA' },
  ],
  female: [
    { name: 'CLAIRE MARIE DUVALLON', country: 'FRANCE' },
    { name: 'ANNA KATHARINA VOSSBERG', country: 'GERMANY' },
    { name: 'HARPER JANE WOODLEIGH', country: 'UNITED STATES OF AMERICA' },
  ],
}
