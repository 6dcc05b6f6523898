import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { DecisionResponse, ProposalsResponse, ProposedResponse } from '@kartu/contract'
import { request } from './request.ts'
import { REVIEWS_KEY } from './reviews.ts'

export interface Decision {
  readonly status: 'verified' | 'failed'
  readonly reason: string
  readonly reasonCode: string
}

/** Written at once, or laid before a second analyst (202). */
type DecisionAnswer = Partial<DecisionResponse & ProposedResponse>
export type Proposal = ProposalsResponse['proposals'][number]

const PROPOSALS_PATH = '/api/desk/proposals'
const EVERYTHING_KEYS = [REVIEWS_KEY, ['proposals'], ['customers']] as const

/** A decision changes the case, the queue, the customer and what waits for a second signature. */
function useDecisionMutation<I, O>(send: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    // Not awaited: what is fetched anew may take the very form away whose caller waits for this answer.
    onSettled: () => refresh(client),
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

/** Takes a decision back. No hook: the way back outlives the page that offered it. */
export async function undoDecision(client: QueryClient, verificationId: string): Promise<void> {
  try {
    await request<DecisionResponse>(`/api/desk/decisions/${encodeURIComponent(verificationId)}/undo`, {
      method: 'POST',
    })
  } finally {
    refresh(client)
  }
}

function refresh(client: QueryClient): void {
  for (const queryKey of EVERYTHING_KEYS) void client.invalidateQueries({ queryKey })
}

export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: ({ signal }) => request<ProposalsResponse>(PROPOSALS_PATH, { signal }),
})

export function useSignProposal() {
  return useDecisionMutation(({ id, verb }: { id: string; verb: 'confirm' | 'decline' }) =>
    request<DecisionAnswer>(`${PROPOSALS_PATH}/${encodeURIComponent(id)}/${verb}`, { method: 'POST' }),
  )
}
