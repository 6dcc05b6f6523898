import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ClaimResponse,
  ReviewCase,
  ReviewCounts,
  ReviewListResponse,
  ViewPurpose,
  ViewResponse,
} from '@kartu/contract'
import type { QueueSearch } from '../screens/queue/queue-search.ts'
import { request } from './request.ts'

const PAGE_ROWS = 50
export const REVIEWS_KEY = ['reviews'] as const
const PATH = '/api/desk/reviews'
const pathOf = (bundleId: string): string => `${PATH}/${encodeURIComponent(bundleId)}`

export const reviewCountsQuery = queryOptions({
  queryKey: [...REVIEWS_KEY, 'counts'],
  queryFn: ({ signal }) => request<ReviewCounts>(`${PATH}/counts`, { signal }),
})

const NOTHING: ReviewListResponse = { reviews: [], total: 0, nextCursor: null }

/** `customers`: ids, so that no name gets into an address; null for everybody. */
export function reviewsQuery(search: QueueSearch, customers: readonly string[] | null = null) {
  return infiniteQueryOptions({
    queryKey: [...REVIEWS_KEY, 'list', search, customers],
    queryFn: ({ pageParam, signal }) =>
      customers?.length === 0
        ? NOTHING
        : request<ReviewListResponse>(PATH, {
            query: {
              ...search,
              customers: customers?.join(),
              state: search.state ?? 'open',
              limit: PAGE_ROWS,
              cursor: pageParam,
            },
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
    onSettled: () => {
      void client.invalidateQueries({ queryKey: REVIEWS_KEY })
    },
  })
}

export function useClaim() {
  return useReviewMutation(({ bundleId, take }: { bundleId: string; take: boolean }) =>
    request<ClaimResponse | undefined>(`${pathOf(bundleId)}/claim`, { method: take ? 'POST' : 'DELETE' }),
  )
}

export function useOpenView(bundleId: string) {
  return useReviewMutation((purpose: ViewPurpose) =>
    request<ViewResponse>(`${pathOf(bundleId)}/views`, { method: 'POST', body: { purpose } }),
  )
}

/** Addresses of pictures. Each is served only while a view is open, never cached, and audited when it is fetched. */
export const pictureOf = {
  frame: (bundleId: string, index: number): string => `${pathOf(bundleId)}/frames/${index}`,
  line: (bundleId: string, field: string): string => `${pathOf(bundleId)}/lines/${field}`,
  evidence: (bundleId: string, voter: string): string => `${pathOf(bundleId)}/pictures/${voter}`,
  face: (bundleId: string): string => `${pathOf(bundleId)}/face`,
}
