import type { Foreigner } from './biography.ts'
import type { Sex } from './specimen-card.ts'

/** Values of enumerated fields as cards spell them, those of Permendagri 109/2019 among them; long ones wrap. */

export const VARIED_OCCUPATIONS: readonly string[] = [
  'BELUM/TIDAK BEKERJA',
  'PELAJAR/MAHASISWA',
  'PEGAWAI NEGERI SIPIL (PNS)',
  'TENTARA NASIONAL INDONESIA (TNI)',
  'KEPOLISIAN RI (POLRI)',
  'PETANI/PEKEBUN',
  'NELAYAN/PERIKANAN',
  'PETERNAK',
  'KONSTRUKSI',
  'TRANSPORTASI',
  'KARYAWAN SWASTA',
  'KARYAWAN BUMD',
  'BURUH TANI/PERKEBUNAN',
  'BURUH NELAYAN/PERIKANAN',
  'BURUH PETERNAKAN',
  'PEMBANTU RUMAH TANGGA',
  'TUKANG LAS/PANDAI BESI',
  'TUKANG SOL SEPATU',
  'PENATA RAMBUT',
  'PERANCANG BUSANA',
  'IMAM MESJID',
  'USTADZ/MUBALIGH',
  'JURU MASAK',
  'ANGGOTA DPRD KABUPATEN/KOTA',
  'ANGGOTA LEMBAGA TINGGI',
  'ANGGOTA MAHKAMAH KONSTITUSI',
  'PSIKIATER/PSIKOLOG',
  'PENYIAR TELEVISI',
  'PEKERJA PENGOLAHAN, KERAJINAN',
  'TENAGA TATA USAHA',
  'KEPALA DESA',
  'APOTEKER',
  'AKUNTAN',
  'PIALANG',
  'WIRASWASTA',
  'LAINNYA',
]

export const FOREIGN_OCCUPATIONS: readonly string[] = [
  'DIRECTOR',
  'RETIRED',
  'INVESTOR',
  'ENGLISH TEACHER',
  'RESTAURANT OWNER',
  'MARKETING MANAGER',
  'DIVING INSTRUCTOR',
  'GENERAL MANAGER OF OPERATIONS',
  'CHIEF EXECUTIVE OFFICER',
  'RESEARCHER',
]
export const FOREIGN_HOUSEKEEPING = 'HOUSEWIFE'

export const ALL_BLOOD_TYPES: readonly string[] = [
  'A',
  'B',
  'AB',
  'O',
  'A+',
  'A-',
  'B+',
  'B-',
  'AB+',
  'AB-',
  'O+',
  'O-',
  '-',
  '-',
  '-',
]

/** Repeated entries weight the draw. */
export const VARIED_RELIGIONS: readonly string[] = [
  'ISLAM',
  'ISLAM',
  'ISLAM',
  'ISLAM',
  'KRISTEN',
  'KRISTEN',
  'KATHOLIK',
  'KATOLIK',
  'HINDU',
  'BUDDHA',
  'BUDHA',
  'KONGHUCU',
  'KHONGHUCU',
  'KEPERCAYAAN TERHADAP TUHAN YME',
  'KEPERCAYAAN KEPADA TUHAN YME',
  'KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA',
]
export const FOREIGN_RELIGIONS: readonly string[] = [
  'ISLAM',
  'CHRISTIANITY',
  'CATHOLICISM',
  'PROTESTANTISM',
  'HINDUISM',
  'BUDDHISM',
  'CONFUCIANISM',
]
/** How a believer's religion begins; the label before it may say the same. */
export const BELIEF = 'KEPERCAYAAN'

export const FOREIGN_MARITAL_STATUSES: readonly string[] = [
  'SINGLE',
  'MARRIED',
  'MARRIED',
  'DIVORCED',
  'WIDOWED',
]

/** Birth places as registers abbreviate them. */
export const ABBREVIATED_PLACES: readonly string[] = [
  'TG. PINANG',
  'P. SIANTAR',
  'BAGAN SIAPI-API',
  'UJ. PANDANG',
  'KEC. WERU',
  'DS. SUKARAME',
  'TEBING TINGGI (DELI)',
  'SP. EMPAT',
  "PEGA'U",
]
export const FOREIGN_PLACES: readonly string[] = [
  'KUALA LUMPUR',
  'OSAKA',
  'ROTTERDAM',
  'STRATFORD-UPON-AVON',
  'SAO PAULO',
  'BUSAN',
  'NEW PLYMOUTH',
  'QUEZON CITY',
]

export const VARIED_FOREIGNERS: Readonly<Record<Sex, readonly Foreigner[]>> = {
  male: [
    { name: "SEAN PATRICK O'DOWD", country: 'IRELAND' },
    { name: 'JOHANNES WILLEM VAN DER ZANDEN', country: 'NETHERLANDS' },
    { name: 'PARK JOON-HYUK', country: 'REPUBLIC OF KOREA' },
    { name: 'RAJESH KUMAR VENKATARAMAN', country: 'INDIA' },
    { name: 'FELIX AUGUST OBERHOLZER', country: 'SWITZERLAND' },
    { name: 'QIAN XU', country: 'CHINA' },
    { name: 'BRADLEY JOSEPH WINTERBOURNE', country: 'UNITED STATES OF AMERICA' },
  ],
  female: [
    { name: 'YUKI FUJIKAWA', country: 'JAPAN' },
    { name: 'MARIE-JOSEPHINE DELACROIX-VIDAL', country: 'FRANCE' },
    { name: 'OLIVIA GRACE WHITTINGSTALL', country: 'UNITED KINGDOM' },
    { name: 'NURUL HUDA BINTI ZAKARIA', country: 'MALAYSIA' },
    { name: 'GIULIA VERONICA QUARTARARO', country: 'ITALY' },
    { name: 'EXCELA MAY DIZON', country: 'PHILIPPINES' },
  ],
}
