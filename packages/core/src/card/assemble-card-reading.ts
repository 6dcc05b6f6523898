import type { IsoDate } from '../time/calendar-date.ts'
import type { CardReading, FieldReading } from './card-reading.ts'
import { crossCheck, type PrintedFields } from './cross-check.ts'
import { nikDateWitness, readNik } from './digits/read-nik.ts'
import { finishField, MIN_CONFIDENCE, UNREAD, type FieldCandidate } from './field-outcome.ts'
import { readAddress } from './field/address.ts'
import { readBirthDate, readBirthPlace, splitBirthLine } from './field/birth.ts'
import { readBloodType } from './field/blood-type.ts'
import { readGender } from './field/gender.ts'
import { readIssueDate } from './field/issue-date.ts'
import { readMaritalStatus } from './field/marital-status.ts'
import { readName } from './field/name.ts'
import { readNationality } from './field/nationality.ts'
import { readOccupation } from './field/occupation.ts'
import { readReligion } from './field/religion.ts'
import { readRtRw } from './field/rt-rw.ts'
import { readValidUntil } from './field/valid-until.ts'
import type { FieldName } from './field-name.ts'
import type { RawLine, RawRows, RowName } from './raw-row.ts'
import { matchRegions, type MatchedRegions } from './region/match-regions.ts'
import { readRegion } from './region/read-region.ts'
import { printedRegionName } from './region/region-spelling.ts'
import { printedText, trimLine } from './text/line.ts'
import { besideSpecks } from './text/specks.ts'

export interface CardContext {
  /** Calendar day of the capture, Asia/Jakarta. */
  readonly today: IsoDate
  /** Sandbox organisations accept the never-issued serial 0000. */
  readonly specimensAllowed: boolean
}

const ROW_OF_FIELD: Readonly<Record<FieldName, RowName>> = {
  nik: 'nik',
  fullName: 'name',
  placeOfBirth: 'birth',
  dateOfBirth: 'birth',
  gender: 'gender',
  bloodType: 'bloodType',
  address: 'address',
  rtRw: 'rtRw',
  kelurahan: 'village',
  kecamatan: 'district',
  religion: 'religion',
  maritalStatus: 'marital',
  occupation: 'occupation',
  nationality: 'nationality',
  validUntil: 'validUntil',
  issueDate: 'issueDate',
}

/**
 * Turns the lines a recogniser saw into the 16 fields: split, normalised, repaired where the rules leave one possibility,
 * matched against lists, and checked against one another. Pure and deterministic. A field that is not certain enough is
 * unread with the reason, never guessed; a repair is always recorded.
 */
export function assembleCardReading(rows: RawRows, context: CardContext): CardReading {
  const lines = trimRows(rows)
  const regions = matchRegions(wholeLines(lines))
  const printed = readPrinted(lines, regions, context)
  const nik = readField(lines.nik, MIN_CONFIDENCE.digits, (line) =>
    digitsCandidate(
      readNik(line, {
        today: context.today,
        birthDate: readBlindBirthDate(lines.birth, context.today),
        gender: asGender(printed.gender.value),
        regencyCode: regions.regency?.item.code ?? null,
      }),
    ),
  )
  return {
    fields: crossCheck({ nik, ...printed }, { ...context, regencyCode: regions.regency?.item.code ?? null }),
    province: regionName(regions.province, lines.province),
    regency: regionName(regions.regency, lines.regency),
    issuePlace: regionName(regions.issuePlace, lines.issuePlace),
    lines: (Object.keys(ROW_OF_FIELD) as FieldName[]).flatMap((field) => {
      const line = rows[ROW_OF_FIELD[field]]
      return line === undefined ? [] : [{ field, ...line.box }]
    }),
  }
}

function readPrinted(lines: RawRows, regions: MatchedRegions, context: CardContext): PrintedFields {
  const birth = lines.birth === undefined ? null : splitBirthLine(lines.birth)
  const { enumerated, digits, text } = MIN_CONFIDENCE
  const witness = lines.nik === undefined ? null : nikDateWitness(lines.nik, context.today)
  const district = regions.district
  return {
    fullName: readField(lines.name, text, besideSpecks(readName)),
    placeOfBirth: readField(birth?.placeLine ?? lines.birth, text, (line) =>
      birth === null ? null : readBirthPlace(line),
    ),
    dateOfBirth: readField(birth?.dateLine ?? lines.birth, digits, (line) =>
      readBirthDate(line, context.today, witness),
    ),
    gender: readField(lines.gender, enumerated, readGender),
    bloodType: readField(lines.bloodType, enumerated, readBloodType),
    address: readField(lines.address, text, besideSpecks(readAddress)),
    rtRw: readField(lines.rtRw, digits, readRtRw),
    kelurahan: readField(
      lines.village,
      text,
      besideSpecks((line) => readRegion(line, regions.village)),
    ),
    kecamatan: readField(
      lines.district,
      text,
      besideSpecks((line) =>
        readRegion(
          line,
          district === null ? null : { name: printedRegionName(district.item), distance: district.distance },
        ),
      ),
    ),
    religion: readField(lines.religion, enumerated, besideSpecks(readReligion)),
    maritalStatus: readField(lines.marital, enumerated, besideSpecks(readMaritalStatus)),
    occupation: readField(lines.occupation, text, besideSpecks(readOccupation)),
    nationality: readField(lines.nationality, enumerated, besideSpecks(readNationality)),
    validUntil: readField(lines.validUntil, digits, readValidUntil),
    issueDate: readField(lines.issueDate, digits, (line) => readIssueDate(line, context.today)),
  }
}

/** Rows whose text is empty after trimming were not found. */
function trimRows(rows: RawRows): RawRows {
  const trimmed = Object.entries(rows).map(([name, line]) => [name, trimLine(line)] as const)
  return Object.fromEntries(trimmed.filter(([, line]) => line.text.length > 0))
}

/** A name of which a part is hidden names no region. */
function wholeLines(rows: RawRows): RawRows {
  return Object.fromEntries(Object.entries(rows).filter(([, line]) => !line.partial))
}

function readField(
  line: RawLine | undefined,
  minConfidence: number,
  read: (line: RawLine) => FieldCandidate | null,
): FieldReading {
  return finishField(line, line === undefined ? null : read(line), minConfidence)
}

function digitsCandidate(chosen: ReturnType<typeof readNik>): FieldCandidate | null {
  if (chosen === null) return null
  const { digits, confidence, repairs } = chosen
  return { value: digits, confidence, repairs, validation: UNREAD }
}

/** The printed date by its own characters alone: evidence for the NIK that owes nothing to the NIK. */
function readBlindBirthDate(
  birthLine: RawLine | undefined,
  today: IsoDate,
): { value: IsoDate; confidence: number } | null {
  const parts = birthLine === undefined ? null : splitBirthLine(birthLine)
  return parts === null ? null : readBirthDate(parts.dateLine, today, null)
}

function asGender(value: string | null): 'LAKI-LAKI' | 'PEREMPUAN' | null {
  return value === 'LAKI-LAKI' || value === 'PEREMPUAN' ? value : null
}

/** The matched region's printed name, else the line as it stands. */
function regionName(match: MatchedRegions['province'], line: RawLine | undefined): string | null {
  if (match !== null) return printedRegionName(match.item)
  return line === undefined ? null : printedText(line.text)
}
