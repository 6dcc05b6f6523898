import type { Vote } from '@kartu/core'
import { VOTERS, type Evidence } from '@kartu/vision'

export function ask(id: string, evidence: Evidence): Vote {
  const voter = VOTERS.find((row) => row.id === id)
  if (!voter) throw new Error(`no voter ${id}`)
  return voter.vote(evidence)
}

/** NaN where it abstained, which no comparison passes. */
export const suspicionOf = (vote: Vote): number => (vote.kind === 'scored' ? vote.suspicion : NaN)
