import type { Operation } from '../../operation.ts'
import { confirmProposal } from './confirm-proposal.ts'
import { declineProposal } from './decline-proposal.ts'
import { listProposals } from './list-proposals.ts'
import { overrideVerification } from './override-verification.ts'
import { undoDecision } from './undo-decision.ts'

/** What analysts decide. */
export const DECISION_OPERATIONS: readonly Operation[] = [
  overrideVerification,
  undoDecision,
  listProposals,
  confirmProposal,
  declineProposal,
]
