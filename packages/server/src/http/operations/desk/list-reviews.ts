import { reviewListQuerySchema, type ReviewListResponse } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { openProfiles } from '../../../store/customers.ts'
import {
  countListedReviews,
  listReviews as list,
  type ListedReview,
  type ReviewPlace,
} from '../../../store/list-reviews.ts'
import { dayBounds } from '../../../verify/day-bounds.ts'
import { defineOperation } from '../../operation.ts'
import { describeReview } from '../../wire/describe-review.ts'
import { demandUser } from './acting-user.ts'

/** Lists cases; the cursor is the place of the last one. */
export const listReviews = defineOperation({
  id: 'listReviews',
  query: reviewListQuerySchema,
  async handle({ principal, query }, { ctx }) {
    const { organisationId, userId } = demandUser(principal)
    const { state, tier, failedVoter, limit, cursor } = query
    const customerIds = query.customers?.split(',')
    const nowMs = ctx.clock.nowMs()
    const filter = { state, userId, nowMs, tier, failedVoter, customerIds, ...dayBounds(query) }
    const after = cursor === undefined ? undefined : readPlace(cursor)
    const [rows, total] = await Promise.all([
      list(ctx.db, organisationId, filter, { limit: limit + 1, after }),
      countListedReviews(ctx.db, organisationId, filter),
    ])
    const page = rows.slice(0, limit)
    const onPage = page.map(({ customerId: id, sealedProfile }) => ({ id, sealedProfile }))
    const profiles = await openProfiles(ctx.db, ctx.keys, organisationId, onPage)
    const last = page.at(-1)
    const answer: ReviewListResponse = {
      reviews: page.map((row) => describeReview(row, profiles.get(row.customerId), { userId, nowMs })),
      total,
      nextCursor: rows.length > page.length && last !== undefined ? writePlace(last) : null,
    }
    return { status: 200, body: answer }
  },
})

const writePlace = ({ state, decidedAt, receivedAt, bundleId }: ListedReview): string =>
  `${(state === 'decided' && decidedAt !== null ? decidedAt : receivedAt).getTime()}.${bundleId}`

/** @throws KartuError `validation_failed` for a cursor that no page gave */
function readPlace(cursor: string): ReviewPlace {
  const [, at, bundleId] = /^(\d{1,15})\.(ktpb_\w{1,32})$/.exec(cursor) ?? []
  if (at === undefined || bundleId === undefined) {
    throw new KartuError('validation_failed', 'No such cursor', {
      fieldErrors: { cursor: ['must be the nextCursor of a page'] },
    })
  }
  return { atMs: Number(at), bundleId }
}
