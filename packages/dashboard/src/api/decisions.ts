import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Verification } from '@kartu/contract'
import { request } from './request.ts'
import { REVIEWS_KEY } from './reviews.ts'

export interface Decision {
  readonly status: 'verified' | 'failed'
  readonly reason: string
  readonly reasonCode: string
}

/** Written at once, or laid before a second analyst (202). */
export interface DecisionAnswer {
  readonly verification?: Verification
  readonly proposal?: { readonly id: string }
  readonly undoableUntil?: string | null
}

export interface Proposal {
  readonly id: string
  /** Null where no capture was judged, only a number. */
  readonly bundleId: string | null
  readonly customer: { readonly id: string; readonly fullName: string | null }
  readonly proposedBy: { readonly id: string; readonly name: string }
  readonly proposedAt: string
  readonly reason: string
  readonly reasonCode: string | null
  readonly mine: boolean
}

const PROPOSALS_PATH = '/api/desk/proposals'
const EVERYTHING_KEYS = [REVIEWS_KEY, ['proposals'], ['customers']] as const

/** A decision changes the case, the queue, the customer and what waits for a second signature. */
function useDecisionMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSettled: () => Promise.all(EVERYTHING_KEYS.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

export function useDecide(verificationId: string) {
  return useDecisionMutation((decision: Decision) =>
    request<DecisionAnswer>(`/api/identity/verifications/${encodeURIComponent(verificationId)}/override`, {
      method: 'POST',
      body: decision,
    }),
  )
}

export function useUndo() {
  return useDecisionMutation((verificationId: string) =>
    request<unknown>(`/api/desk/decisions/${encodeURIComponent(verificationId)}/undo`, { method: 'POST' }),
  )
}

export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: ({ signal }) => request<{ readonly proposals: readonly Proposal[] }>(PROPOSALS_PATH, { signal }),
})

export function useSignProposal() {
  return useDecisionMutation(({ id, verb }: { id: string; verb: 'confirm' | 'decline' }) =>
    request<DecisionAnswer>(`${PROPOSALS_PATH}/${encodeURIComponent(id)}/${verb}`, { method: 'POST' }),
  )
}
