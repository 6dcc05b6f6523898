import { queryOptions } from '@tanstack/react-query'
import { request } from './request.ts'

export interface Overview {
  readonly days: readonly {
    readonly day: string
    readonly passed: number
    readonly requiresReview: number
    readonly failed: number
    readonly p50Ms: number | null
    readonly p95Ms: number | null
  }[]
  readonly tiers: Readonly<Record<'high' | 'standard' | 'low', number>>
  readonly voters: readonly {
    readonly name: string
    readonly passed: number
    readonly failed: number
    readonly abstained: number
  }[]
  readonly latency: { readonly p50Ms: number | null; readonly p95Ms: number | null }
  readonly queue: {
    readonly open: number
    readonly oldestWaitingSince: string | null
    readonly ages: readonly { readonly label: string; readonly count: number }[]
  }
}

export function overviewQuery(days: number) {
  return queryOptions({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => request<Overview>('/api/desk/overview', { query: { days }, signal }),
  })
}
