import { describe, expect, test } from 'vitest'
import {
  assembleCardReading,
  FIELD_NAMES,
  type CardReading,
  type RawLine,
  type RowName,
} from '../src/index.ts'
import { doubtfulLine, rawLine, specimenRows } from './raw-line.ts'

const CONTEXT = { today: '2026-11-23', specimensAllowed: true }
const read = (change: Partial<Record<RowName, string | RawLine | null>> = {}): CardReading =>
  assembleCardReading(specimenRows(change), CONTEXT)

describe('A card read without a flaw', () => {
  const reading = read()

  test('gives all 16 fields in printed order, normalised and without repairs', () => {
    expect(Object.keys(reading.fields)).toEqual([...FIELD_NAMES])
    expect(Object.fromEntries(FIELD_NAMES.map((name) => [name, reading.fields[name].value]))).toEqual({
      nik: '3273034507950000',
      fullName: 'SPECIMEN CONTOH',
      placeOfBirth: 'BANDUNG',
      dateOfBirth: '1995-07-05',
      gender: 'PEREMPUAN',
      bloodType: 'AB',
      address: 'JL. CONTOH NO. 1',
      rtRw: '001/002',
      kelurahan: 'CIBADUYUT KIDUL',
      kecamatan: 'BOJONGLOA KIDUL',
      religion: 'ISLAM',
      maritalStatus: 'BELUM KAWIN',
      occupation: 'KARYAWAN SWASTA',
      nationality: 'WNI',
      validUntil: 'SEUMUR HIDUP',
      issueDate: '2015-08-17',
    })
    for (const name of FIELD_NAMES) {
      expect(reading.fields[name]).toMatchObject({ repairs: [], unread: null })
      expect(reading.fields[name].confidence).toBeGreaterThan(0.9)
    }
    expect(reading).toMatchObject({
      province: 'JAWA BARAT',
      regency: 'KOTA BANDUNG',
      issuePlace: 'KOTA BANDUNG',
    })
    expect(reading.lines.length).toBe(16)
  })

  test('checks the fields against one another', () => {
    const codes = Object.fromEntries(FIELD_NAMES.map((name) => [name, reading.fields[name].validation.code]))
    expect(codes).toMatchObject({
      nik: 'nik_specimen_serial',
      dateOfBirth: 'birth_date_matches_nik',
      gender: 'gender_matches_nik',
      validUntil: 'valid_for_life',
      issueDate: 'issue_date_plausible',
    })
    const live = assembleCardReading(specimenRows(), { ...CONTEXT, specimensAllowed: false })
    expect(live.fields.nik.validation).toMatchObject({ outcome: 'invalid', code: 'nik_serial_never_issued' })
  })
})

describe('The NIK', () => {
  const nikOf = (line: string | RawLine, change = {}) => read({ nik: line, ...change }).fields.nik

  test.each([
    ['O for 0', '327303450795OOOO', '3273034507950000', 4],
    ['l for 1 and S for 5', '3273034S07950000', '3273034507950000', 1],
    ['spaces and dots', '327303 450795.0000', '3273034507950000', 0],
    ['B where only one digit makes a province', '3B73034507950000', '3373034507950000', 1],
  ])('is repaired: %s', (_, raw, value, repairs) => {
    const field = nikOf(raw)
    expect(field.value).toBe(value)
    expect(field.repairs.length).toBe(repairs)
  })

  test('takes B for the digit that makes the printed birth date', () => {
    expect(nikOf('327303450B950000', { birth: 'BANDUNG, 05-08-1995' })).toMatchObject({
      value: '3273034508950000',
      repairs: [{ index: 9, from: 'B', to: '8', rule: 'confused_character' }],
    })
    expect(nikOf('327303450B950000', { birth: 'BANDUNG, 05-03-1995' }).value).toBe('3273034503950000')
  })

  test('is unread where B may be either digit', () => {
    const unread = { value: null, repairs: [], unread: 'low_confidence' }
    expect(nikOf('327303450795000B')).toMatchObject(unread)
    // Districts 03 and 08 of Bandung both exist.
    expect(nikOf('32730B4507950000')).toMatchObject(unread)
  })

  test('prefers a likely alternative that agrees with the printed date, and records it', () => {
    const line = doubtfulLine('3273034501950000', 9, [
      { char: '1', p: 0.6 },
      { char: '7', p: 0.39 },
    ])
    expect(nikOf(line)).toMatchObject({
      value: '3273034507950000',
      repairs: [{ index: 9, from: '1', to: '7' }],
      validation: { code: 'nik_specimen_serial' },
    })
  })

  test('keeps what was read when the alternative is unlikely: an altered card must stay visible', () => {
    const line = doubtfulLine('3273034501950000', 9, [
      { char: '1', p: 0.99 },
      { char: '7', p: 0.005 },
    ])
    expect(nikOf(line)).toMatchObject({
      value: '3273034501950000',
      repairs: [],
      validation: { outcome: 'anomalous', code: 'nik_birth_date_one_digit' },
    })
  })

  test('keeps crisp digits that are impossible, and is unread when they are doubtful', () => {
    expect(nikOf(rawLine('3273034513950000', 0.999))).toMatchObject({
      value: '3273034513950000',
      validation: { outcome: 'invalid', code: 'nik_month_impossible' },
    })
    expect(nikOf(rawLine('3273034533950000', 0.8)).value).toBeNull()
  })

  test('takes the printed gender for evidence of the day’s first digit', () => {
    const line = doubtfulLine('3273030507950000', 6, [
      { char: '0', p: 0.5 },
      { char: '4', p: 0.45 },
    ])
    expect(nikOf(line).value).toBe('3273034507950000')
    expect(nikOf(line, { gender: 'LAKI-LAKI' }).value).toBe('3273030507950000')
  })

  test('is unread when digits are missing or too many', () => {
    for (const text of ['327303450795000', '32730345079500001', 'XXXX']) {
      expect(nikOf(text)).toMatchObject({ value: null, unread: 'low_confidence', raw: text })
    }
  })

  test('says of a consistent number only what it was compared with', () => {
    const nik = '3273034507950001'
    const reasonWithout = (gone: Partial<Record<RowName, null>>) => {
      const { validation } = read({ nik, ...gone }).fields.nik
      expect(validation).toMatchObject({ outcome: 'valid', code: 'nik_consistent' })
      return validation.reason
    }
    expect(reasonWithout({})).toContain('agrees with the printed birth date and gender;')
    expect(reasonWithout({ birth: null })).toContain('agrees with the printed gender;')
    expect(reasonWithout({ gender: null })).toContain('agrees with the printed birth date;')
    expect(reasonWithout({ birth: null, gender: null })).not.toContain('agrees')
  })

  test('from another region than the printed one is information, not a failure', () => {
    expect(nikOf('3171014507950001').validation).toMatchObject({
      outcome: 'information',
      code: 'nik_region_differs',
    })
  })
})

describe('Birth', () => {
  test.each([
    ['BANDUNG, 05-07-1995', 'BANDUNG', '1995-07-05'],
    ['BANDUNG 05-07-1995', 'BANDUNG', '1995-07-05'],
    ['BANDUNG,05.07.1995', 'BANDUNG', '1995-07-05'],
    ['BANDUNG, 05/07/1995', 'BANDUNG', '1995-07-05'],
    ['BANDUNG, 05 07 1995', 'BANDUNG', '1995-07-05'],
    ['BANDUNG, 05071995', 'BANDUNG', '1995-07-05'],
    ['TG. PINANG, KEP. RIAU, 05-07-1995', 'TG. PINANG, KEP. RIAU', '1995-07-05'],
    ['DESA 2 ILIR, 05-07-1995', 'DESA 2 ILIR', '1995-07-05'],
    ['KUALA LUMPUR, O5-O7-I995', 'KUALA LUMPUR', '1995-07-05'],
  ])('splits %s', (text, place, date) => {
    const { fields } = read({ birth: text })
    expect(fields.placeOfBirth.value).toBe(place)
    expect(fields.dateOfBirth.value).toBe(date)
  })

  test.each(['BANDUNG', 'BANDUNG, 31-02-1995', 'BANDUNG, 05-07-19', 'BANDUNG, XX-XX-XXXX'])(
    'does not guess the date of %s',
    (text) => {
      expect(read({ birth: text }).fields.dateOfBirth).toMatchObject({
        value: null,
        unread: 'low_confidence',
      })
    },
  )

  test('takes the NIK for a witness between readings of the date, and never against crisp digits', () => {
    const text = 'BANDUNG, 05-01-1995'
    const at = text.indexOf('1')
    const doubtful = doubtfulLine(text, at, [
      { char: '1', p: 0.6 },
      { char: '7', p: 0.39 },
    ])
    expect(read({ birth: doubtful }).fields.dateOfBirth).toMatchObject({
      value: '1995-07-05',
      repairs: [{ index: 4, from: '1', to: '7' }],
      validation: { code: 'birth_date_matches_nik' },
    })
    const crisp = doubtfulLine(text, at, [
      { char: '1', p: 0.99 },
      { char: '7', p: 0.005 },
    ])
    expect(read({ birth: crisp }).fields.dateOfBirth).toMatchObject({
      value: '1995-01-05',
      validation: { outcome: 'anomalous', code: 'nik_birth_date_one_digit' },
    })
  })

  test('of a year nobody living was born in is taken for a misreading', () => {
    const text = 'BANDUNG, 05-07-7995'
    const doubtful = doubtfulLine(text, text.indexOf('7995'), [{ char: '7', p: 0.9 }])
    expect(read({ birth: doubtful }).fields.dateOfBirth).toMatchObject({
      value: '1995-07-05',
      repairs: [{ from: '7', to: '1', rule: 'lookalike_digit' }],
    })
  })

  test('after a card’s day is invalid', () => {
    const { dateOfBirth } = read({ birth: rawLine('BANDUNG, 05-07-2027', 0.9999), nik: null }).fields
    expect(dateOfBirth.validation).toMatchObject({ outcome: 'invalid', code: 'birth_date_in_future' })
  })
})

describe('Closed lists', () => {
  test.each([
    ['gender', 'LAKI LAKI', 'LAKI-LAKI'],
    ['gender', 'PEREMPUAN', 'PEREMPUAN'],
    ['gender', 'FEMALE', 'PEREMPUAN'],
    ['gender', 'MALE', 'LAKI-LAKI'],
    ['bloodType', 'A8', 'AB'],
    ['bloodType', '0', 'O'],
    ['bloodType', 'AB+', 'AB+'],
    ['bloodType', '-', '-'],
    ['religion', 'KATHOLIK', 'KATOLIK'],
    ['religion', 'BUDHA', 'BUDDHA'],
    ['religion', 'KONG HU CU', 'KHONGHUCU'],
    ['religion', 'KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA', 'KEPERCAYAAN TERHADAP TUHAN YME'],
    ['religion', 'PROTESTAN', 'KRISTEN'],
    ['religion', 'CHRISTIANITY', 'KRISTEN'],
    ['religion', 'LA', null],
    ['maritalStatus', 'BLUM KAWIN', 'BELUM KAWIN'],
    ['maritalStatus', 'KAWIN', 'KAWIN'],
    ['maritalStatus', 'CERAI MATI', 'CERAI MATI'],
    ['maritalStatus', 'CERAI', null],
    ['nationality', 'WN1', 'WNI'],
    ['nationality', 'WM', 'WNI'],
    ['nationality', 'WNA', 'WNA'],
    ['nationality', 'WN', null],
    ['nationality', 'MALAYSIA', 'WNA'],
    ['nationality', 'UNITED STATES OF AMERICA', 'WNA'],
    ['nationality', 'INDONESIA', 'WNI'],
    ['occupation', 'PEGAWAI NEGERI SIPIL (PNS)', 'PEGAWAI NEGERI SIPIL'],
    ['occupation', 'PEGAWAI NEGERI', 'PEGAWAI NEGERI SIPIL'],
    ['occupation', 'BURUH TANI / PERKEBUNAN', 'BURUH TANI/PERKEBUNAN'],
    ['occupation', 'ANGGOTA DPRD KABUPATEN/KO', 'ANGGOTA DPRD KABUPATEN/KOTA'],
    ['occupation', 'PELAJAR/MAHASlSWA', 'PELAJAR/MAHASISWA'],
    ['occupation', 'ASTRONAUT', 'ASTRONAUT'],
    ['validUntil', 'SEUMURH1DUP', 'SEUMUR HIDUP'],
    ['validUntil', '17-08-2017', '2017-08-17'],
    ['rtRw', '1/2', '001/002'],
    ['rtRw', '010/002', '010/002'],
    ['rtRw', '0100002', null],
    ['rtRw', '0101002', '010/002'],
    ['rtRw', '001002', '001/002'],
    ['rtRw', '-/-', '-'],
  ] as const)('%s %s is %s', (field, text, value) => {
    const row = field === 'maritalStatus' ? 'marital' : field
    expect(read({ [row]: text }).fields[field].value).toBe(value)
  })

  test('record how a misread WNI was repaired, in places of the line as it was read', () => {
    const repairsOf = (nationality: string) => read({ nationality }).fields.nationality.repairs
    expect(repairsOf('WN1')).toMatchObject([{ index: 2, from: '1', to: 'I' }])
    expect(repairsOf('WM')).toMatchObject([{ index: 1, from: 'M', to: 'NI' }])
    expect(repairsOf('W N1')).toMatchObject([{ index: 1, from: ' N1', to: 'NI' }])
  })

  test('hold 99 occupations', async () => {
    const { default: occupations } = await import('../data/occupations.json', { with: { type: 'json' } })
    expect(Object.keys(occupations).length).toBe(99)
  })
})

describe('Names', () => {
  const nameOf = (text: string) => read({ name: text }).fields.fullName

  test('keep the Balinese I, single words, hyphens and titles', () => {
    for (const name of [
      'I WAYAN CONTOH',
      'NI LUH CONTOH',
      'CONTOH',
      'CONTOH-SPECIMEN',
      'DR. H. CONTOH, S.PD.',
      "MA'RUF",
    ]) {
      expect(nameOf(name)).toMatchObject({ value: name, repairs: [] })
    }
  })

  test('turn digits into the letters they look like and record it', () => {
    expect(nameOf('SUP4RT0 C0NTOH')).toMatchObject({ value: 'SUPARTO CONTOH' })
    expect(nameOf('SUP4RT0 C0NTOH').repairs.length).toBe(3)
    expect(nameOf(`CONTOH ${'A'.repeat(53)}`).validation.code).toBe('name_latin')
    expect(nameOf(`CONTOH ${'A'.repeat(54)}`).validation.code).toBe('name_long')
    expect(nameOf('CONTOH 9').validation).toMatchObject({ outcome: 'invalid', code: 'name_has_digits' })
  })

  test('may be romanised Arabic and no other script', () => {
    expect(nameOf('ʿABD AL-RAḤMĀN CONTOH').validation.outcome).toBe('valid')
    expect(nameOf('عبد الرحمن').validation).toMatchObject({ outcome: 'invalid', code: 'name_script' })
    expect(nameOf('ІВАН CONTOH').validation).toMatchObject({ outcome: 'invalid', code: 'name_script' })
  })
})

describe('Regions', () => {
  test('are corrected from the top down', () => {
    const reading = read({
      province: 'PHUVINSI JAVA BARAT',
      regency: 'KOTABANDUNG',
      district: 'BOJ0NGLOA KlDUL',
      village: 'CIBADUYUT KIDUI',
    })
    expect(reading).toMatchObject({ province: 'JAWA BARAT', regency: 'KOTA BANDUNG' })
    expect(reading.fields.kecamatan).toMatchObject({
      value: 'BOJONGLOA KIDUL',
      validation: { code: 'region_listed' },
    })
    expect(reading.fields.kelurahan.value).toBe('CIBADUYUT KIDUL')
    expect(reading.fields.kelurahan.repairs.length).toBe(1)
    expect(reading.fields.kelurahan.raw).toBe('CIBADUYUT KIDUI')
  })

  test('of a name that no list knows stay as they were surely read', () => {
    const reading = read({
      province: 'PROVINSI JAWA BARAT',
      regency: 'KOTA BANDUNG',
      district: 'BOJONGLOA KIDUL',
      village: 'CIBADUTI KALER',
    })
    expect(reading.fields.kelurahan).toMatchObject({
      value: 'CIBADUTI KALER',
      repairs: [],
      validation: { code: 'region_not_listed' },
    })
  })

  test.each([
    ['PROVINSI DKI JAKARTA', 'JAKARTA BARAT', 'DKI JAKARTA', 'JAKARTA BARAT'],
    ['PROVINSI DKI JAKARTA', 'KEPULAUAN SERIBU', 'DKI JAKARTA', 'KEPULAUAN SERIBU'],
    ['PROVINSI D.I. YOGYAKARTA', 'KABUPATEN SLEMAN', 'DAERAH ISTIMEWA YOGYAKARTA', 'KABUPATEN SLEMAN'],
    ['PROVINSI SUMATRA UTARA', 'KOTAMEDAN', 'SUMATERA UTARA', 'KOTA MEDAN'],
    ['PROVINSI PAPUA', 'KABUPATEN MERAUKE', 'PAPUA', 'KABUPATEN MERAUKE'],
    ['PROVINSI PAPUA SELATAN', 'KABUPATEN MERAUKE', 'PAPUA SELATAN', 'KABUPATEN MERAUKE'],
    ['PROVINSI JAWA BARAT', 'KAB. BANDUNG', 'JAWA BARAT', 'KABUPATEN BANDUNG'],
  ])('match %s, %s', (province, regency, provinceName, regencyName) => {
    expect(read({ province, regency })).toMatchObject({ province: provinceName, regency: regencyName })
  })

  test('hold letters between letters, and numbers elsewhere', () => {
    const { fields } = read({ address: 'JL. K4JA BLOK A5 NO. 10', birth: 'S0RONG, 05-07-1995' })
    expect(fields.address).toMatchObject({
      value: 'JL. KAJA BLOK A5 NO. 10',
      repairs: [{ index: 5, to: 'A' }],
    })
    expect(fields.placeOfBirth.value).toBe('SORONG')
  })

  test('keep the text of a place that is in no list', () => {
    const reading = read({
      province: 'PROVINSI CONTOH RAYA',
      regency: 'KABUPATEN FIKTIF',
      district: 'FIKTIF UTARA',
    })
    expect(reading).toMatchObject({ province: 'PROVINSI CONTOH RAYA', regency: 'KABUPATEN FIKTIF' })
    expect(reading.fields.kecamatan).toMatchObject({
      value: 'FIKTIF UTARA',
      validation: { code: 'region_not_listed' },
    })
  })

  test('find a place of issue without KOTA or KABUPATEN in the regency of the header', () => {
    expect(read({ issuePlace: 'BANDUNG' }).issuePlace).toBe('KOTA BANDUNG')
    expect(read({ issuePlace: 'BANDUNG', regency: 'KABUPATEN BANDUNG' }).issuePlace).toBe('KABUPATEN BANDUNG')
    expect(read({ issuePlace: 'KOTA MEDAN' }).issuePlace).toBe('KOTA MEDAN')
  })
})

describe('Validity', () => {
  const expiry = (validUntil: string, nationality: string) =>
    read({ validUntil, nationality }).fields.validUntil.validation.code

  test('ends for foreigners only', () => {
    expect(expiry('17-08-2017', 'WNI')).toBe('expiry_without_effect')
    expect(read({ validUntil: '17-08-2017' }).fields.validUntil.validation.outcome).toBe('valid')
    expect(expiry('17-08-2017', 'MALAYSIA')).toBe('card_expired')
    expect(expiry('23-11-2026', 'MALAYSIA')).toBe('not_expired')
    expect(expiry('22-11-2026', 'MALAYSIA')).toBe('card_expired')
    expect(expiry('SEUMUR HIDUP', 'MALAYSIA')).toBe('foreign_card_for_life')
    expect(expiry('SEUMUR HIDUP', 'XQ')).toBe('valid_until_unchecked')
  })

  test.each([
    ['17-08-2009', 'issue_date_before_2011'],
    ['24-11-2026', 'issue_date_in_future'],
    ['04-07-2011', 'issue_date_too_young'],
    ['05-07-2011', 'issue_date_plausible'],
  ])('of an issue on %s: %s', (issueDate, code) => {
    const { fields } = read({ issueDate: rawLine(issueDate, 0.9999) })
    expect(fields.issueDate.validation.code).toBe(code)
  })
})
