/** Values of the card's free and enumerated fields, as printed. */

export const STREETS: readonly string[] = [
  'JL. MELATI',
  'JL. JEND. SUDIRMAN',
  'JL. RAYA PASAR BARU',
  'JL. KENANGA II',
  'GG. MAWAR',
  'KP. SAWAH',
  'DUSUN KRAJAN',
  'PERUM GRIYA ASRI BLOK C3',
  'KOMP. BUMI INDAH BLOK AA',
  'JL. DIPONEGORO GG. III',
  'LINGK. TENGAH',
  'DSN. SUMBER REJO',
  'LR. DAMAI KM. 5',
  'JL. PROF. DR. SOEPOMO',
  'BR. KAJA',
]

export const OCCUPATIONS: readonly string[] = [
  'BELUM/TIDAK BEKERJA',
  'PELAJAR/MAHASISWA',
  'PEGAWAI NEGERI SIPIL',
  'PETANI/PEKEBUN',
  'NELAYAN/PERIKANAN',
  'KARYAWAN SWASTA',
  'KARYAWAN BUMN',
  'KARYAWAN HONORER',
  'BURUH HARIAN LEPAS',
  'TUKANG JAHIT',
  'MEKANIK',
  'DOSEN',
  'GURU',
  'PERAWAT',
  'SOPIR',
  'PEDAGANG',
  'PERANGKAT DESA',
  'WIRASWASTA',
  'PENSIUNAN',
  'PERDAGANGAN',
  'PEKERJA PENGOLAHAN, KERAJINAN',
  'USTADZ/MUBALIGH',
]

export const HOUSEHOLD_OCCUPATION = 'MENGURUS RUMAH TANGGA'

export const BLOOD_TYPES: readonly string[] = ['A', 'B', 'AB', 'O', 'O', '-', '-', 'A+', 'B+', 'O+', 'AB-']

/** Repeated entries weight the draw. */
export const RELIGIONS: readonly string[] = [
  'ISLAM',
  'ISLAM',
  'ISLAM',
  'ISLAM',
  'ISLAM',
  'KRISTEN',
  'KRISTEN',
  'KATHOLIK',
  'BUDHA',
  'KHONGHUCU',
  'KEPERCAYAAN TERHADAP TUHAN YME',
]

export const MARITAL_STATUSES: readonly string[] = [
  'BELUM KAWIN',
  'KAWIN',
  'KAWIN',
  'KAWIN',
  'CERAI HIDUP',
  'CERAI MATI',
]

/** Birth places of people who moved; towns that exist. */
export const BIRTH_PLACES: readonly string[] = [
  'JAKARTA',
  'BANDUNG',
  'SURABAYA',
  'MEDAN',
  'PALEMBANG',
  'MAKASSAR',
  'YOGYAKARTA',
  'PONTIANAK',
  'KUPANG',
  'PADANG',
]
