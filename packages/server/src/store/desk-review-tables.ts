import type { AssuranceTier, BundleVerdict } from '@kartu/core'
import type { Selectable } from 'kysely'
import type { Bytes } from './column-types.ts'

/** The tables of `sql/0005-desk-review.sql`. */
export interface DeskReviewTables {
  reviews: ReviewsTable
  reviewViews: ReviewViewsTable
  customerNameTokens: CustomerNameTokensTable
}

interface ReviewsTable {
  organisationId: string
  bundleId: string
  customerId: string
  verificationId: string
  receivedAt: Date
  score: number | null
  verdict: BundleVerdict
  assuranceTier: AssuranceTier
  codes: string[]
  passedVoters: string[]
  failedVoters: string[]
  abstainedVoters: string[]
  state: 'open' | 'decided' | 'closed'
  decidedStatus: 'verified' | 'failed' | null
  decidedAt: Date | null
  claimedBy: string | null
  claimedUntil: Date | null
}

interface ReviewViewsTable {
  organisationId: string
  bundleId: string
  sessionId: string
  userId: string
  purpose: string
  openedAt: Date
  expiresAt: Date
}

interface CustomerNameTokensTable {
  organisationId: string
  tokenHash: Bytes
  customerId: string
}

export type QueuedReview = Selectable<ReviewsTable>
export type ReviewViewRow = Selectable<ReviewViewsTable>
