/** Writes `vectors/nik/*.json` from `nik-vector-cases.ts`:  npx node scripts/build-nik-vectors.ts [--check] */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DATE_CASES,
  FORM_CASES,
  LIVE_CASES,
  PRINTED_CASES,
  REGION_CASES,
  type NikCase,
} from './nik-vector-cases.ts'

const VECTOR_DIR = join(import.meta.dirname, '../vectors/nik')
const TODAY = '2026-11-23'
const SANDBOX = { today: TODAY, specimensAllowed: true }
const LIVE = { today: TODAY, specimensAllowed: false }

const NIK_PARSER = 'npm nik-parser 1.0.1'
const NUSANTARA_VALID = 'npm nusantara-valid 0.4.2'

/** What each flag's tests catch; the bugs of published validators are named. */
const NOTES = {
  Normal: { bugType: 'BASIC', description: 'An ordinary number.' },
  FemaleOffset: {
    bugType: 'WRONG_VALUE',
    description: 'A woman’s day carries 40 more.',
    effect: `${NIK_PARSER} calls everybody a man and lets a woman’s day roll into the next month; others take every day above 31 for a woman’s.`,
  },
  DayForty: {
    bugType: 'FALSE_ACCEPT',
    description: 'Day 40 is nobody’s: women start at 41.',
    effect: 'Validators that test >= 40 or <= 40 accept it.',
  },
  DayRange: {
    bugType: 'FALSE_ACCEPT',
    description: 'Days 00, 32–40 and 72–99 do not exist.',
    effect: `${NIK_PARSER} checks no date at all.`,
  },
  MonthRange: {
    bugType: 'FALSE_ACCEPT',
    description: 'Months are 01–12.',
    effect: `${NIK_PARSER} checks no date at all.`,
  },
  Rollover: {
    bugType: 'FALSE_ACCEPT',
    description: 'A day past the end of its month does not exist.',
    effect: `${NUSANTARA_VALID} and ${NIK_PARSER} let Date roll it into the next month.`,
  },
  LeapYear: {
    bugType: 'FALSE_ACCEPT',
    description: '29 February exists in leap years of the resolved century only.',
    effect: `${NUSANTARA_VALID} judges every date with the prefix 19, for which 1900 is no leap year.`,
  },
  Century: {
    bugType: 'WRONG_VALUE',
    description: 'Two digits of a year: the printed year decides, else the holder is 17 or older.',
    effect: `new Date(5, …) is 1905 in ${NIK_PARSER}.`,
  },
  Form: {
    bugType: 'FALSE_ACCEPT',
    description: 'Exactly 16 ASCII digits.',
    effect: `${NUSANTARA_VALID} strips what is no digit before it tests, so 31-7101-… passes.`,
  },
  NoCheckDigit: {
    bugType: 'FALSE_REJECT',
    description: 'A NIK has no check digit.',
    effect: 'Odoo once applied the Luhn sum of a tax number.',
    links: ['https://github.com/odoo/odoo/pull/153612'],
  },
  NewProvince: {
    bugType: 'FALSE_REJECT',
    description: 'Provinces 93–96 exist since 2022.',
    effect: `${NUSANTARA_VALID} and ${NIK_PARSER} reject them.`,
  },
  RetiredRegion: {
    bugType: 'FALSE_REJECT',
    description: 'A NIK keeps the code of a region that was split or renumbered since.',
    effect: 'A list of current codes only rejects millions of living people.',
  },
  HistoricDistrict: {
    bugType: 'LEGAL_EXCEPTION',
    description: 'District numbers in no list may have been given away in a split: a weak signal.',
    effect: `${NIK_PARSER} throws a TypeError on an unknown district.`,
  },
  UnknownRegion: { bugType: 'FALSE_ACCEPT', description: 'Digits that never named a region.' },
  BpsCode: {
    bugType: 'FALSE_ACCEPT',
    description: 'Codes of the statistics office are not those of the interior ministry.',
    effect: `${NUSANTARA_VALID} calls the digits bpsCode.`,
  },
  PaperCardCode: {
    bugType: 'FALSE_ACCEPT',
    description: 'Provinces 01–10 belong to paper cards issued before the electronic one.',
  },
  LegalMismatch: {
    bugType: 'LEGAL_EXCEPTION',
    description:
      'A NIK never changes, so a corrected date or gender and a move leave it behind: a signal, no rejection.',
  },
  MarriedMinor: {
    bugType: 'LEGAL_EXCEPTION',
    description: 'Married minors hold cards: 15 and 16 are unusual, less is implausible.',
  },
  Future: { bugType: 'FALSE_ACCEPT', description: 'Nobody is born after today.' },
  SpecimenSerial: {
    bugType: 'FALSE_ACCEPT',
    description: 'Serials start at 0001; 0000 is for specimens and passes in a sandbox only.',
    effect: `${NIK_PARSER} and ${NUSANTARA_VALID} accept it.`,
  },
} as const

const isNote = (flag: string): flag is keyof typeof NOTES => Object.hasOwn(NOTES, flag)

function render(header: string, context: typeof SANDBOX, cases: readonly NikCase[]): string {
  const flags = [...new Set(cases.flatMap((c) => c.flags))].filter(isNote).toSorted()
  const document = {
    subject: 'nik',
    schema: 'nik-vectors.schema.json',
    generatedBy: 'scripts/build-nik-vectors.ts',
    header: [header],
    numberOfTests: cases.length,
    notes: Object.fromEntries(flags.map((flag) => [flag, NOTES[flag]])),
    testGroups: [{ context, tests: cases.map((c, i) => ({ tcId: i + 1, printed: {}, ...c })) }],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const FILES: Readonly<Record<string, string>> = {
  'form.json': render('What is a NIK at all.', LIVE, FORM_CASES),
  'birth.json': render('Birth date, gender and century.', SANDBOX, DATE_CASES),
  'region.json': render('Region codes, present, former and impossible.', SANDBOX, REGION_CASES),
  'printed.json': render('Agreement with the printed fields.', SANDBOX, PRINTED_CASES),
  'live.json': render('Serials in a live organisation.', LIVE, LIVE_CASES),
}

for (const [name, text] of Object.entries(FILES)) {
  const path = join(VECTOR_DIR, name)
  if (!process.argv.includes('--check')) writeFileSync(path, text)
  else if (readFileSync(path, 'utf8') !== text) throw new Error(`${name} differs from its generator`)
}
