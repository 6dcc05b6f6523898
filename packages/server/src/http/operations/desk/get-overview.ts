import { overviewQuerySchema, type OverviewResponse } from '@kartu/contract'
import { countAges, countByDay, countTiers, countVotes, measureLatency } from '../../../store/overview.ts'
import { countReviews } from '../../../store/reviews.ts'
import { calendarDayInJakarta } from '../../../verify/calendar-day.ts'
import { startOfDayInJakarta } from '../../../verify/day-bounds.ts'
import { defineOperation } from '../../operation.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How long cases have waited; signs rather than words, so that they are the same in every language. */
const AGES = [
  { label: '< 1 h', toMs: HOUR_MS },
  { label: '1–4 h', toMs: 4 * HOUR_MS },
  { label: '4–24 h', toMs: DAY_MS },
  { label: '24–72 h', toMs: 3 * DAY_MS },
  { label: '> 72 h', toMs: null },
] as const
const QUIET_DAY = { passed: 0, requiresReview: 0, failed: 0, p50Ms: null, p95Ms: null }

/** How the service and its queue are doing. */
export const getOverview = defineOperation({
  id: 'getOverview',
  query: overviewQuerySchema,
  async handle({ principal, query }, { ctx: { db, clock } }) {
    const { organisationId, principalId } = principal
    const nowMs = clock.nowMs()
    const today = calendarDayInJakarta(nowMs)
    const sinceMs = startOfDayInJakarta(today) - (query.days - 1) * DAY_MS
    const counted = new Map(
      (await countByDay(db, organisationId, sinceMs)).map((row) => [row.day, row] as const),
    )
    const days = Array.from({ length: query.days }, (_, index) => {
      const day = calendarDayInJakarta(sinceMs + index * DAY_MS)
      return { ...QUIET_DAY, ...counted.get(day), day }
    })
    const steps = AGES.flatMap(({ toMs }) => (toMs === null ? [] : [toMs]))
    const ages = await countAges(db, organisationId, nowMs, steps)
    const { open, oldest } = await countReviews(db, organisationId, principalId, nowMs)
    const answer: OverviewResponse = {
      days,
      tiers: await countTiers(db, organisationId, sinceMs),
      voters: (await countVotes(db, organisationId, sinceMs)).map((row) => ({ ...row })),
      latency: await measureLatency(db, organisationId, sinceMs),
      queue: {
        open,
        oldestWaitingSince: oldest?.toISOString() ?? null,
        ages: AGES.map(({ label }, index) => ({ label, count: ages[index] ?? 0 })),
      },
    }
    return { status: 200, body: answer }
  },
})
