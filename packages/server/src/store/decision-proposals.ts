import { KartuError } from '@kartu/core'
import { sqlState, UNIQUE_VIOLATION } from './database.ts'
import type { DecisionProposalRow } from './desk-access-tables.ts'
import type { Db, Tx } from './tables.ts'

export interface NewProposal {
  /** `prp_…`. */
  readonly id: string
  readonly verificationId: string
  readonly status: 'verified' | 'failed'
  readonly reason: string
  readonly reasonCode: string | null
  readonly proposedBy: string
  readonly proposedAtMs: number
}

/** Lays a decision before a second person. Throws `proposal_open` when one on this verification waits already. */
export async function insertProposal(tx: Tx, organisationId: string, fields: NewProposal): Promise<void> {
  const { proposedAtMs, ...columns } = fields
  try {
    await tx
      .insertInto('decisionProposals')
      .values({ ...columns, organisationId, proposedAt: new Date(proposedAtMs) })
      .execute()
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error
    throw new KartuError('proposal_open', 'A proposal on the verification waits already')
  }
}

/** Undefined when the organisation has no such proposal. */
export const findProposal = (
  db: Db,
  organisationId: string,
  id: string,
): Promise<DecisionProposalRow | undefined> =>
  db
    .selectFrom('decisionProposals')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Closes an open proposal; false when somebody closed it before. */
export async function closeProposal(
  tx: Tx,
  organisationId: string,
  id: string,
  closing: { readonly state: 'confirmed' | 'declined'; readonly closedBy: string; readonly atMs: number },
): Promise<boolean> {
  const { state, closedBy, atMs } = closing
  const closed = await tx
    .updateTable('decisionProposals')
    .set({ state, closedBy, closedAt: new Date(atMs) })
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return closed.numUpdatedRows > 0n
}

/** A decision was made otherwise: what waits on the same verification has lost its object. */
export async function supersedeProposals(
  tx: Tx,
  organisationId: string,
  verificationId: string,
  closing: { readonly closedBy: string; readonly atMs: number },
): Promise<void> {
  await tx
    .updateTable('decisionProposals')
    .set({ state: 'superseded', closedBy: closing.closedBy, closedAt: new Date(closing.atMs) })
    .where('organisationId', '=', organisationId)
    .where('verificationId', '=', verificationId)
    .where('state', '=', 'open')
    .execute()
}

export interface WaitingProposal extends DecisionProposalRow {
  readonly customerId: string
  readonly bundleId: string | null
  readonly proposedByName: string
}

/** What waits for a second person, oldest first. */
export const listWaitingProposals = (
  db: Db,
  organisationId: string,
  limit: number,
): Promise<WaitingProposal[]> =>
  db
    .selectFrom('decisionProposals as proposal')
    .innerJoin('verifications as verification', (join) =>
      join
        .onRef('verification.organisationId', '=', 'proposal.organisationId')
        .onRef('verification.id', '=', 'proposal.verificationId'),
    )
    .innerJoin('users as user', (join) =>
      join
        .onRef('user.organisationId', '=', 'proposal.organisationId')
        .onRef('user.id', '=', 'proposal.proposedBy'),
    )
    .selectAll('proposal')
    .select(['verification.customerId', 'verification.bundleId', 'user.name as proposedByName'])
    .where('proposal.organisationId', '=', organisationId)
    .where('proposal.state', '=', 'open')
    .orderBy('proposal.id')
    .limit(limit)
    .execute()
