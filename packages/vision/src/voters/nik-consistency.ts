import { judgeNik, type NikFinding, type Vote, type Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'

/** A number read less surely than this may be misread, and a misread number proves nothing about the card. */
const CONFIDENCE_MIN = 0.5

/**
 * Suspicion per gravity of a finding. Structure can prove a number impossible; disagreement with the printed fields is legal
 * (a NIK never changes, PP 40/2019 art. 30) but rare enough for a person to look; region and age notes are information.
 */
function suspicionOf(finding: NikFinding): number {
  switch (finding.severity) {
    case 'impossible':
      return 1
    case 'anomalous_strong':
      return 0.8
    case 'inconsistent_legal':
      return finding.weight === 'weak' ? 0.6 : 0.75
    case 'anomalous_weak':
      return 0.3
    case 'information':
      return 0.1
  }
}

const GENDERS = ['LAKI-LAKI', 'PEREMPUAN'] as const

function vote(evidence: Evidence): Vote {
  const { fields } = evidence.reading
  const nik = fields.nik.value
  if (nik === null) return { kind: 'abstained', reason: 'The NIK was not read.' }
  if (fields.nik.confidence < CONFIDENCE_MIN) {
    return {
      kind: 'abstained',
      reason: 'The NIK was read too unsurely to judge it.',
      evidence: { confidence: fields.nik.confidence },
    }
  }
  const sure = (field: 'dateOfBirth' | 'gender'): string | null =>
    fields[field].confidence >= CONFIDENCE_MIN ? fields[field].value : null
  const judgement = judgeNik(nik, {
    today: evidence.today,
    specimensAllowed: evidence.specimensAllowed,
    printedBirthDate: sure('dateOfBirth'),
    printedGender: GENDERS.find((gender) => gender === sure('gender')) ?? null,
  })
  const worst = judgement.findings.toSorted((a, b) => suspicionOf(b) - suspicionOf(a))[0]
  const compared = [
    ...(sure('dateOfBirth') === null ? [] : ['birth date']),
    ...(sure('gender') === null ? [] : ['gender']),
  ]
  const against = compared.length > 0 ? ` and agreement with the printed ${compared.join(' and ')}` : ''
  return {
    kind: 'scored',
    suspicion: worst ? suspicionOf(worst) : 0.02,
    reason: worst
      ? worst.reason
      : `Structure, date and region digits${against} were checked; a NIK has no check digit.`,
    evidence: { findings: judgement.findings.map((finding) => finding.code), comparedWith: compared },
  }
}

/** Does the number fit its own grammar and the printed fields? */
export const nikConsistency: Voter<Evidence> = {
  id: 'nik_consistency',
  family: 'tamper',
  measures:
    'The NIK encodes region, birth date and gender, which must exist and agree with what is printed beside it.',
  blindTo: 'A forged card whose number was composed to fit: a NIK has no check digit.',
  needs: ['the NIK, read'],
  vote,
}
