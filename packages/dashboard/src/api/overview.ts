import { queryOptions } from '@tanstack/react-query'
import type { OverviewResponse } from '@kartu/contract'
import { request } from './request.ts'

export function overviewQuery(days: number) {
  return queryOptions({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => request<OverviewResponse>('/api/desk/overview', { query: { days }, signal }),
  })
}
