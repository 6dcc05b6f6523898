import type { CardReading, CastVote } from '@kartu/core'

/** Reasons of the truth table that say by themselves why a capture is where it is; the others only say that voters decided. */
const TELLING: ReadonlySet<string> = new Set([
  'frames_seen_before',
  'card_not_found',
  'flash_validated',
  'no_flash',
  'flash_required',
  'flash_not_validated',
  'not_examined',
])
/** Disagreements of the NIK with the print that have sentences of their own. */
const NIK_FINDINGS: ReadonlySet<string> = new Set([
  'nik_birth_date_differs',
  'nik_birth_date_one_digit',
  'nik_gender_differs',
])
/**
 * Voters that name the thing itself, plainest first. A copy also spoils the fall of the light and shows no gloss, but that it is a copy is
 * what an analyst wants to read.
 */
const PLAINEST: readonly string[] = [
  'frame_agreement',
  'copy_check',
  'screen_moire',
  'emission_check',
  'halftone_check',
  'card_corners',
  'nik_consistency',
  'font_match',
  'field_residual',
  'paste_edges',
  'photo_boundary',
  'frame_independence',
  'flash_reflectance',
  'flash_falloff',
  'specular_check',
]
/** Suspicions nearer than this are alike. */
const ALIKE = 0.2
const NIK_VOTER = 'nik_consistency'
const FLASH_VOTER = 'flash_reflectance'
const FLASH_NOT_VALIDATED = 'flash_not_validated'
const SPOOF_AND_TAMPERED = 'spoof_and_tampered'

/**
 * Why a capture is where it is, for one plain sentence and what else speaks against it: the row of the truth table where that says it,
 * else the most suspicious voter, of like ones the plainest; then every other voter that failed, a broken check, and glare. Codes, nothing personal.
 */
export function verdictCodes(
  reason: string,
  votes: readonly CastVote[],
  reading: CardReading | null,
): readonly string[] {
  const failures = votes
    .filter(({ outcome }) => outcome === 'failed')
    .toSorted((a, b) => strength(b) - strength(a) || plainness(a) - plainness(b))
    .flatMap((vote) => (vote.voter === NIK_VOTER ? nikCodes(vote) : [vote.voter]))
  const also = [
    ...(votes.some(({ faulted }) => faulted) ? ['voter_faulted'] : []),
    ...(isGlareInTheWay(reading) ? ['glare'] : []),
  ]
  const doubts = [...new Set([...failures, ...also])]
  // A flash that was seen and does not fit says more than that none could be matched.
  if (reason === FLASH_NOT_VALIDATED && doubts.includes(FLASH_VOTER)) {
    return [FLASH_VOTER, ...doubts.filter((code) => code !== FLASH_VOTER)]
  }
  if (TELLING.has(reason) || doubts.length === 0) return [reason, ...doubts]
  return reason === SPOOF_AND_TAMPERED ? [...doubts, reason] : doubts
}

const strength = ({ suspicion = 0 }: CastVote): number => Math.round(suspicion / ALIKE)

function plainness({ voter }: CastVote): number {
  const place = PLAINEST.indexOf(voter)
  return place < 0 ? PLAINEST.length : place
}

/** What does not fit about the number, or, for lack of a sentence, that it does not. */
function nikCodes({ voter, evidence }: CastVote): readonly string[] {
  const { findings } = evidence
  const told = Array.isArray(findings)
    ? findings.filter((code): code is string => typeof code === 'string' && NIK_FINDINGS.has(code))
    : []
  return told.length > 0 ? told : [voter]
}

function isGlareInTheWay(reading: CardReading | null): boolean {
  return reading !== null && Object.values(reading.fields).some(({ unread }) => unread === 'glare')
}
