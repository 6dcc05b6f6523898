import type { DecisionResponse } from '@kartu/contract'
import type { Decided } from '../../decisions/decision.ts'
import { describeVerification } from './describe-verification.ts'

/** A decision that was written, and until when it can be taken back. */
export function describeDecision({ row, undoableUntilMs }: Decided): DecisionResponse {
  return {
    verification: describeVerification(row),
    undoableUntil: undoableUntilMs === null ? null : new Date(undoableUntilMs).toISOString(),
  }
}
