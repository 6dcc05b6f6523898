/**
 * The cases behind `vectors/nik`. Expectations are stated here, from the law and the published lists, and never taken
 * from the code under test. Every number ends in a serial of its own or 0000 and belongs to nobody known.
 */

export interface NikCase {
  readonly comment: string
  readonly nik: string
  readonly printed?: {
    readonly birthDate?: string
    readonly gender?: 'LAKI-LAKI' | 'PEREMPUAN'
    readonly regencyCode?: string
  }
  /** Null when the text is not 16 digits. */
  readonly parsed: {
    readonly gender: 'LAKI-LAKI' | 'PEREMPUAN' | null
    readonly birthDate: string | null
  } | null
  readonly result: string
  readonly findings: readonly string[]
  readonly flags: readonly string[]
}

const MAN = 'LAKI-LAKI'
const WOMAN = 'PEREMPUAN'

/** Men on even cases, Gambir in Central Jakarta: a region that is not what is tested. */
const GAMBIR = '317101'

function born(birth: string, gender: typeof MAN | typeof WOMAN | null, birthDate: string | null) {
  return { region: GAMBIR, birth, parsed: { gender, birthDate } }
}

function dateCase(
  comment: string,
  birth: string,
  gender: typeof MAN | typeof WOMAN | null,
  birthDate: string | null,
  finding: string | null,
  flag: string,
): NikCase {
  const { region, parsed } = born(birth, gender, birthDate)
  return {
    comment,
    nik: `${region}${birth}0000`,
    parsed,
    result: finding === null ? 'information' : 'impossible',
    findings: finding === null ? ['nik_specimen_serial'] : [finding, 'nik_specimen_serial'],
    flags: [flag],
  }
}

function regionCase(
  comment: string,
  district: string,
  result: string,
  findings: readonly string[],
  flag: string,
): NikCase {
  return {
    comment,
    nik: `${district}1708900000`,
    parsed: { gender: MAN, birthDate: '1990-08-17' },
    result,
    findings: ['nik_specimen_serial', ...findings],
    flags: [flag],
  }
}

function printedCase(
  comment: string,
  printed: NonNullable<NikCase['printed']>,
  finding: string | null,
  result: string,
  flag: string,
  birthDate = '1990-08-17',
): NikCase {
  return {
    comment,
    nik: `${GAMBIR}1708900000`,
    printed,
    parsed: { gender: MAN, birthDate },
    result,
    findings: finding === null ? ['nik_specimen_serial'] : ['nik_specimen_serial', finding],
    flags: [flag],
  }
}

export const DATE_CASES: readonly NikCase[] = [
  dateCase('a man born on the 17th', '170890', MAN, '1990-08-17', null, 'Normal'),
  dateCase('a woman born on the 17th', '570890', WOMAN, '1990-08-17', null, 'FemaleOffset'),
  dateCase('a man born on the 1st', '010190', MAN, '1990-01-01', null, 'Normal'),
  dateCase('a man born on the 31st', '310190', MAN, '1990-01-31', null, 'FemaleOffset'),
  dateCase('a woman born on the 1st', '410190', WOMAN, '1990-01-01', null, 'FemaleOffset'),
  dateCase('a woman born on the 31st', '710190', WOMAN, '1990-01-31', null, 'FemaleOffset'),
  dateCase('day 00', '000190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('day 32', '320190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('day 35', '350190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('day 39', '390190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('day 40 is neither', '400190', null, null, 'nik_day_impossible', 'DayForty'),
  dateCase('day 72', '720190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('day 99', '990190', null, null, 'nik_day_impossible', 'DayRange'),
  dateCase('month 00', '170090', MAN, null, 'nik_month_impossible', 'MonthRange'),
  dateCase('month 13', '171390', MAN, null, 'nik_month_impossible', 'MonthRange'),
  dateCase('31 February', '310290', MAN, null, 'nik_date_impossible', 'Rollover'),
  dateCase('30 February', '300292', MAN, null, 'nik_date_impossible', 'Rollover'),
  dateCase('31 April', '310490', MAN, null, 'nik_date_impossible', 'Rollover'),
  dateCase('31 June, a woman', '710690', WOMAN, null, 'nik_date_impossible', 'Rollover'),
  dateCase('29 February 1992', '290292', MAN, '1992-02-29', null, 'LeapYear'),
  dateCase('29 February 1990', '290290', MAN, null, 'nik_date_impossible', 'LeapYear'),
  dateCase('29 February 2000, which 1900 was not', '290200', MAN, '2000-02-29', null, 'LeapYear'),
  dateCase('29 February 1996, a woman', '690296', WOMAN, '1996-02-29', null, 'LeapYear'),
  dateCase('05 is 2005', '170805', MAN, '2005-08-17', null, 'Century'),
  dateCase('00 is 2000', '170800', MAN, '2000-08-17', null, 'Century'),
  dateCase('09 is 2009, the youngest year to hold a card', '010109', MAN, '2009-01-01', null, 'Century'),
  dateCase('10 is 1910, too young for 2010', '170810', MAN, '1910-08-17', null, 'Century'),
  dateCase('99 is 1999', '170899', MAN, '1999-08-17', null, 'Century'),
]

export const FORM_CASES: readonly NikCase[] = [
  ...[
    ['empty', ''],
    ['15 digits', '317101170890000'],
    ['17 digits', '31710117089000000'],
    ['separators', '31-7101-170890-0000'],
    ['dots', '31.71.01.170890.0000'],
    ['spaces inside', '317101 170890 0000'],
    ['a space around', ' 3171011708900000'],
    ['a line break after it', '3171011708900000\n'],
    ['the letter O for a zero', '317101170890000O'],
    ['Arabic-Indic digits', '٣١٧١٠١١٧٠٨٩٠٠٠٠٠'],
    ['full-width digits', '３１７１０１１７０８９０００００'],
    ['a sign', '+317101170890000'],
    ['an exponent', '3171011708900e10'],
  ].map(([comment = '', nik = '']) => ({
    comment,
    nik,
    parsed: null,
    result: 'impossible',
    findings: ['nik_not_sixteen_digits'],
    flags: ['Form'],
  })),
  {
    comment: 'fails the Luhn sum, as most real numbers do',
    nik: '3171011708900001',
    parsed: { gender: MAN, birthDate: '1990-08-17' },
    result: 'valid',
    findings: [],
    flags: ['NoCheckDigit'],
  },
]

export const REGION_CASES: readonly NikCase[] = [
  regionCase('Papua Selatan, a province of 2022', '930101', 'information', [], 'NewProvince'),
  regionCase('Papua Tengah', '940101', 'information', [], 'NewProvince'),
  regionCase('Papua Pegunungan', '950101', 'information', [], 'NewProvince'),
  regionCase('Papua Barat Daya', '960101', 'information', [], 'NewProvince'),
  regionCase('Merauke before 2022', '910101', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase('Mimika before 2022', '910901', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase('Kota Sorong before 2022', '927101', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase('Bulungan before Kaltara', '640401', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase('Tarakan before Kaltara', '647301', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase('Sulbar before 2004', '731901', 'information', ['nik_region_retired'], 'RetiredRegion'),
  regionCase(
    'a district number that moved to Pangandaran',
    '320720',
    'anomalous_weak',
    ['nik_district_unknown'],
    'HistoricDistrict',
  ),
  regionCase('district 00', '317100', 'anomalous_strong', ['nik_district_implausible'], 'UnknownRegion'),
  regionCase('district 61', '317161', 'anomalous_strong', ['nik_district_implausible'], 'UnknownRegion'),
  regionCase('regency 00', '310001', 'anomalous_strong', ['nik_regency_unknown'], 'UnknownRegion'),
  regionCase('regency 70', '317001', 'anomalous_strong', ['nik_regency_unknown'], 'UnknownRegion'),
  regionCase('province 99', '990101', 'anomalous_strong', ['nik_province_unknown'], 'UnknownRegion'),
  regionCase('province 00', '000101', 'anomalous_strong', ['nik_province_unknown'], 'UnknownRegion'),
  regionCase(
    'East Timor, a code of the statistics office',
    '540101',
    'anomalous_strong',
    ['nik_province_unknown'],
    'BpsCode',
  ),
  regionCase(
    '10, West Java on paper cards',
    '103902',
    'anomalous_strong',
    ['nik_province_unknown'],
    'PaperCardCode',
  ),
]

export const PRINTED_CASES: readonly NikCase[] = [
  printedCase(
    'everything agrees',
    { birthDate: '1990-08-17', gender: MAN, regencyCode: '3171' },
    null,
    'information',
    'Normal',
  ),
  printedCase(
    'one digit of the day differs',
    { birthDate: '1990-08-11' },
    'nik_birth_date_one_digit',
    'inconsistent_legal',
    'LegalMismatch',
  ),
  printedCase(
    'one digit of the year differs',
    { birthDate: '1998-08-17' },
    'nik_birth_date_one_digit',
    'inconsistent_legal',
    'LegalMismatch',
  ),
  printedCase(
    'another birth date',
    { birthDate: '1985-12-03' },
    'nik_birth_date_differs',
    'inconsistent_legal',
    'LegalMismatch',
  ),
  printedCase(
    'another gender',
    { gender: WOMAN },
    'nik_gender_differs',
    'inconsistent_legal',
    'LegalMismatch',
  ),
  printedCase(
    'another region',
    { regencyCode: '3273' },
    'nik_region_differs',
    'information',
    'LegalMismatch',
  ),
  printedCase(
    'the printed year settles the century',
    { birthDate: '1890-08-17' },
    null,
    'information',
    'Century',
    '1890-08-17',
  ),
  {
    comment: 'a married minor of 16, by the printed year',
    nik: '3171010101100000',
    printed: { birthDate: '2010-01-01' },
    parsed: { gender: MAN, birthDate: '2010-01-01' },
    result: 'anomalous_weak',
    findings: ['nik_age_under_17', 'nik_specimen_serial'],
    flags: ['MarriedMinor'],
  },
  {
    comment: 'a child of 10, by the printed year',
    nik: '3171010101160000',
    printed: { birthDate: '2016-01-01' },
    parsed: { gender: MAN, birthDate: '2016-01-01' },
    result: 'anomalous_strong',
    findings: ['nik_age_too_young', 'nik_specimen_serial'],
    flags: ['MarriedMinor'],
  },
  {
    comment: 'born after today, by the printed year',
    nik: '3171010101300000',
    printed: { birthDate: '2030-01-01' },
    parsed: { gender: MAN, birthDate: '2030-01-01' },
    result: 'impossible',
    findings: ['nik_birth_in_future', 'nik_specimen_serial'],
    flags: ['Future'],
  },
  {
    comment: 'Merauke before 2022, printed as it is today',
    nik: '9101011708900000',
    printed: { regencyCode: '9301' },
    parsed: { gender: MAN, birthDate: '1990-08-17' },
    result: 'information',
    findings: ['nik_specimen_serial', 'nik_region_retired'],
    flags: ['RetiredRegion'],
  },
]

export const LIVE_CASES: readonly NikCase[] = [
  {
    comment: 'serial 0000',
    nik: '3171011708900000',
    parsed: { gender: MAN, birthDate: '1990-08-17' },
    result: 'impossible',
    findings: ['nik_serial_never_issued'],
    flags: ['SpecimenSerial'],
  },
  {
    comment: 'serial 0001',
    nik: '3171011708900001',
    parsed: { gender: MAN, birthDate: '1990-08-17' },
    result: 'valid',
    findings: [],
    flags: ['Normal'],
  },
]
