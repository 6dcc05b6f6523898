import type { ReviewCounts } from '@kartu/contract'
import { countReviews as count } from '../../../store/reviews.ts'
import { defineOperation } from '../../operation.ts'
import { demandUser } from './acting-user.ts'

/** What waits, and since when. */
export const countReviews = defineOperation({
  id: 'countReviews',
  async handle({ principal }, { ctx }) {
    const { organisationId, userId } = demandUser(principal)
    const { oldest, ...counts } = await count(ctx.db, organisationId, userId, ctx.clock.nowMs())
    const answer: ReviewCounts = { ...counts, oldestWaitingSince: oldest?.toISOString() ?? null }
    return { status: 200, body: answer }
  },
})
