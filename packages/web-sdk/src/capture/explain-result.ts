import type { CaptureResponse } from './kartu-service.ts'

export type CaptureOutcome = 'verified' | 'pending' | 'failed'

/** What the applicant can do better. Findings that would teach an attacker are not among them. */
export type RetryHint = 'no_card' | 'flash_not_seen' | 'glare'

export function outcomeOf(response: CaptureResponse): CaptureOutcome {
  return response.verification.status
}

/** Why another try could end better; null when nothing the applicant did would change it, or nothing is wrong. */
export function hintFor(response: CaptureResponse, isFlashShown: boolean): RetryHint | null {
  if (response.verification.status === 'verified') return null
  const { antiSpoof, tamper } = response
  const voters = [...antiSpoof.voters, ...tamper.voters]
  if (voters.every(({ outcome }) => outcome === 'abstained')) return 'no_card'
  const isPassed = (name: string): boolean => voters.some((voter) => voter.name === name && voter.passed)
  if (isFlashShown && !isPassed('flash_reflectance')) return 'flash_not_seen'
  const hologram = voters.find(({ name }) => name === 'hologram_check')
  return hologram?.outcome === 'failed' ? 'glare' : null
}
