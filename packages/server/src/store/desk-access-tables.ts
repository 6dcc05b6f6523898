import type { Role } from '@kartu/contract'
import type { Generated, Selectable } from 'kysely'
import type { Bytes, NullableBytes } from './column-types.ts'

/** The tables of `sql/0004-desk-access.sql`. */
export interface DeskAccessTables {
  users: UsersTable
  userSessions: UserSessionsTable
  signInDelays: SignInDelaysTable
  decisionProposals: DecisionProposalsTable
}

interface UsersTable {
  id: string
  organisationId: string
  email: string
  name: string
  role: Role
  passwordHash: string
  mustChangePassword: boolean
  sealedTotpSecret: NullableBytes
  totpConfirmedAt: Date | null
  totpLastStep: number | null
  createdAt: Date
  disabledAt: Date | null
  lastLoginAt: Date | null
}

interface UserSessionsTable {
  id: string
  organisationId: string
  userId: string
  sha256: Bytes
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  endedAt: Date | null
}

interface SignInDelaysTable {
  accountSha256: Bytes
  failures: number
  failedAt: Date
  blockedUntil: Date
}

interface DecisionProposalsTable {
  id: string
  organisationId: string
  verificationId: string
  status: 'verified' | 'failed'
  reason: string
  reasonCode: string | null
  proposedBy: string
  proposedAt: Date
  state: Generated<'open' | 'confirmed' | 'declined' | 'superseded'>
  closedBy: string | null
  closedAt: Date | null
}

export type UserRow = Selectable<UsersTable>
export type UserSessionRow = Selectable<UserSessionsTable>
export type DecisionProposalRow = Selectable<DecisionProposalsTable>
