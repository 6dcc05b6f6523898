import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { KtpBundleDetail, Verification } from '@kartu/contract'
import type { QueueSearch } from '../screens/queue/queue-search.ts'
import { request } from './request.ts'

const PAGE_ROWS = 50
export const REVIEWS_KEY = ['reviews'] as const
const PATH = '/api/desk/reviews'
const pathOf = (bundleId: string): string => `${PATH}/${encodeURIComponent(bundleId)}`

export interface ReviewVerdict {
  readonly verdict: string | null
  readonly codes: readonly string[]
}
interface ReviewClaim {
  readonly mine: boolean
  readonly until: string
}
export interface ReviewRow {
  readonly bundleId: string
  readonly customer: {
    readonly id: string
    readonly fullName: string | null
    readonly externalId: string | null
  }
  readonly receivedAt: string
  readonly score: number | null
  readonly verdict: ReviewVerdict
  readonly claim: ReviewClaim | null
  readonly decision: { readonly status: string; readonly at: string } | null
}
export interface ReviewCounts {
  readonly open: number
  readonly mine: number
  readonly proposals: number
  readonly oldestWaitingSince: string | null
}
interface ReviewPage {
  readonly reviews: readonly ReviewRow[]
  readonly total: number
  readonly nextCursor: string | null
}

interface ReviewDecision {
  readonly verificationId: string
  readonly status: string
  readonly reason: string
  readonly reasonCode: string | null
  readonly actor: string
  readonly at: string
}
interface TimelineEntry {
  readonly at: string
  readonly action: string
  readonly actor: string | null
}
interface FaceMatch {
  readonly customerId: string
  readonly fullName: string | null
  readonly similarity: number
}
export interface ReviewCase {
  readonly bundle: KtpBundleDetail
  readonly customer: {
    readonly id: string
    readonly fullName: string | null
    readonly externalId: string | null
    readonly kycLevel: string
    readonly createdAt: string
  }
  readonly verification: Verification
  readonly verdict: ReviewVerdict
  readonly claim: ReviewClaim | null
  readonly view: { readonly until: string } | null
  readonly flash: { readonly colors: readonly string[]; readonly holdMs: readonly number[] } | null
  readonly pictures: readonly string[]
  readonly lines: readonly string[]
  readonly face: { readonly comparable: boolean; readonly matches: readonly FaceMatch[] } | null
  readonly history: readonly Verification[]
  readonly timeline: readonly TimelineEntry[]
  readonly decisions: readonly ReviewDecision[]
  readonly consent: { readonly version: string; readonly givenAt: string } | null
  readonly fourEyes: boolean
}

export const reviewCountsQuery = queryOptions({
  queryKey: [...REVIEWS_KEY, 'counts'],
  queryFn: ({ signal }) => request<ReviewCounts>(`${PATH}/counts`, { signal }),
})

export function reviewsQuery(search: QueueSearch) {
  return infiniteQueryOptions({
    queryKey: [...REVIEWS_KEY, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      request<ReviewPage>(PATH, {
        query: { ...search, state: search.state ?? 'open', limit: PAGE_ROWS, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

export function reviewQuery(bundleId: string) {
  return queryOptions({
    queryKey: [...REVIEWS_KEY, 'case', bundleId],
    queryFn: ({ signal }) => request<ReviewCase>(pathOf(bundleId), { signal }),
  })
}

/** Whatever is done to a case shows in the list, its counts and its timeline. */
function useReviewMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: REVIEWS_KEY }),
  })
}

export function useClaim() {
  return useReviewMutation(({ bundleId, take }: { bundleId: string; take: boolean }) =>
    request<unknown>(`${pathOf(bundleId)}/claim`, { method: take ? 'POST' : 'DELETE' }),
  )
}

export function useOpenView(bundleId: string) {
  return useReviewMutation((purpose: string) =>
    request<unknown>(`${pathOf(bundleId)}/views`, { method: 'POST', body: { purpose } }),
  )
}

/** Addresses of pictures. Each is served only while a view is open, never cached, and audited when it is fetched. */
export const pictureOf = {
  frame: (bundleId: string, index: number): string => `${pathOf(bundleId)}/frames/${index}`,
  line: (bundleId: string, field: string): string => `${pathOf(bundleId)}/lines/${field}`,
  evidence: (bundleId: string, voter: string): string => `${pathOf(bundleId)}/pictures/${voter}`,
  face: (bundleId: string): string => `${pathOf(bundleId)}/face`,
}
