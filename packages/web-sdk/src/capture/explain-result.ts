import type { CaptureResponse } from './kartu-service.ts'

export type CaptureOutcome = 'verified' | 'pending' | 'failed'

/** What the applicant can do better. Findings that would teach an attacker are not among them. */
export type RetryHint = 'no_card' | 'not_read_twice' | 'flash_not_seen' | 'glare'

export function outcomeOf(response: CaptureResponse): CaptureOutcome {
  return response.verification.status
}

/** Why another try could end better; null when nothing the applicant did would change it, or nothing is wrong. */
export function hintFor(response: CaptureResponse, isFlashShown: boolean): RetryHint | null {
  if (response.verification.status === 'verified') return null
  const { antiSpoof, tamper } = response
  const voters = [...antiSpoof.voters, ...tamper.voters]
  if (voters.every(({ outcome }) => outcome === 'abstained')) return 'no_card'
  const flash = voters.find(({ name }) => name === 'flash_reflectance')
  if (isFlashShown && flash?.passed !== true) {
    const sameCard = flash?.evidence?.['sameCard']
    if (sameCard === 'other') return null
    return flash?.outcome === 'abstained' && sameCard === 'unknown' ? 'not_read_twice' : 'flash_not_seen'
  }
  const hologram = voters.find(({ name }) => name === 'hologram_check')
  return hologram?.outcome === 'failed' ? 'glare' : null
}
