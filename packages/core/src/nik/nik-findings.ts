/**
 * What a check on a NIK can find. A NIK has no check digit, so structure proves "impossible" and never "genuine"; and it
 * never changes (PP 40/2019 art. 30), so disagreement with the printed fields is legal and only a signal.
 */
export type NikSeverity =
  'impossible' | 'anomalous_strong' | 'anomalous_weak' | 'inconsistent_legal' | 'information'

export interface NikFindingRow {
  readonly severity: NikSeverity
  /** How much the finding should weigh beside others of its severity. */
  readonly weight: 'weak' | 'medium' | 'strong'
  /** For people; never carries the number. */
  readonly reason: string
}

/** From the gravest to none; `worst` of a judgement is the first that occurs. */
export const NIK_SEVERITIES: readonly NikSeverity[] = [
  'impossible',
  'anomalous_strong',
  'anomalous_weak',
  'inconsistent_legal',
  'information',
]

/** One row a code; the codes are stable. */
export const NIK_FINDINGS = {
  nik_not_sixteen_digits: row('impossible', 'strong', 'The number is not exactly 16 digits.'),
  nik_day_impossible: row('impossible', 'strong', 'The day digits are neither 01–31 nor 41–71.'),
  nik_month_impossible: row('impossible', 'strong', 'The month digits are not 01–12.'),
  nik_date_impossible: row('impossible', 'strong', 'The birth digits name a day that does not exist.'),
  nik_birth_in_future: row('impossible', 'strong', 'The birth digits name a day after today.'),
  nik_serial_never_issued: row('impossible', 'strong', 'The serial is 0000, which is never issued.'),
  nik_specimen_serial: row('information', 'weak', 'The serial is 0000: a specimen, accepted in a sandbox.'),
  nik_province_unknown: row('anomalous_strong', 'strong', 'The province digits belong to no province.'),
  nik_regency_unknown: row(
    'anomalous_strong',
    'strong',
    'The regency digits belong to no regency or city, present or former.',
  ),
  nik_district_implausible: row(
    'anomalous_strong',
    'strong',
    'The district digits are 00 or higher than any district ever numbered.',
  ),
  nik_district_unknown: row(
    'anomalous_weak',
    'weak',
    'The district digits are in no list kept; they may be a historic number.',
  ),
  nik_region_retired: row(
    'information',
    'weak',
    'The region digits are a former code, which people registered then keep for life.',
  ),
  nik_age_too_young: row('anomalous_strong', 'medium', 'The holder would be younger than 15.'),
  nik_age_under_17: row(
    'anomalous_weak',
    'weak',
    'The holder would be 15 or 16; only married minors hold a card.',
  ),
  nik_birth_date_one_digit: row(
    'inconsistent_legal',
    'weak',
    'The birth digits differ from the printed birth date in one digit, most likely a misreading.',
  ),
  nik_birth_date_differs: row(
    'inconsistent_legal',
    'medium',
    'The birth digits differ from the printed birth date.',
  ),
  nik_gender_differs: row(
    'inconsistent_legal',
    'medium',
    'The gender in the number differs from the printed one.',
  ),
  nik_region_differs: row(
    'information',
    'weak',
    'The number was first registered in another region than the card prints, which is legal.',
  ),
} as const satisfies Record<string, NikFindingRow>

export type NikFindingCode = keyof typeof NIK_FINDINGS

function row(severity: NikSeverity, weight: NikFindingRow['weight'], reason: string): NikFindingRow {
  return { severity, weight, reason }
}
