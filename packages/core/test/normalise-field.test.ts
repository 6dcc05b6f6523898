import { describe, expect, test } from 'vitest'
import { assembleCardReading, FIELD_NAMES, normaliseField, type FieldName } from '../src/index.ts'
import { SPECIMEN_ROWS, specimenRows } from './raw-line.ts'

const TODAY = '2026-11-23'

describe('A field’s text from elsewhere', () => {
  test.each([
    ['nik', ' 3273034507950000 ', '3273034507950000'],
    ['nik', '327303450795', null],
    ['dateOfBirth', '05-07-1995', '1995-07-05'],
    ['dateOfBirth', '1995-07-05', '1995-07-05'],
    ['dateOfBirth', '31-02-1995', null],
    ['religion', 'Katholik', 'KATOLIK'],
    ['religion', 'unknown', null],
    ['bloodType', '-', '-'],
    ['nationality', 'Malaysia', 'WNA'],
    ['fullName', 'specimen  contoh', 'SPECIMEN CONTOH'],
    ['fullName', "NUR ANNISA'", "NUR ANNISA'"],
    ['bloodType', 'AB-', 'AB-'],
    ['rtRw', '-', '-'],
    ['rtRw', '1/2', '001/002'],
    ['validUntil', 'Seumur Hidup', 'SEUMUR HIDUP'],
    ['address', '', null],
    ['gender', '1995-07-05', null],
    ['bloodType', '1995-07-05', null],
    ['rtRw', '0001/002', null],
  ] as const)('%s %s is %s', (field, text, value) => {
    expect(normaliseField(field, text, TODAY)).toBe(value)
  })

  test('of a thousand characters costs no more than a short one', () => {
    const claim = `${'B'.repeat(500)}/${'B'.repeat(500)}`
    // Weighing thousands of readings of every digit takes half a second a claim: far beyond the limit of a test.
    for (let i = 0; i < 300; i++) expect(normaliseField('rtRw', claim, TODAY)).toBeNull()
  })

  test('takes the form that a reading of the same card has, and keeps it', () => {
    const { fields } = assembleCardReading(specimenRows(), { today: TODAY, specimensAllowed: true })
    const printed: Readonly<Record<FieldName, string>> = {
      ...SPECIMEN_ROWS,
      fullName: SPECIMEN_ROWS.name,
      placeOfBirth: 'BANDUNG',
      dateOfBirth: '05-07-1995',
      kelurahan: SPECIMEN_ROWS.village,
      kecamatan: SPECIMEN_ROWS.district,
      maritalStatus: SPECIMEN_ROWS.marital,
    }
    for (const field of FIELD_NAMES) {
      const value = normaliseField(field, printed[field], TODAY)
      expect(value).toBe(fields[field].value)
      expect(normaliseField(field, value ?? '', TODAY)).toBe(value)
    }
  })
})
