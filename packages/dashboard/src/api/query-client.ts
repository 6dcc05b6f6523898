import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { KartuApiError } from '@kartu/contract/client'
import { SESSION_KEY } from './session.ts'

/** A wrong password answers 401 too: only this code means that nobody is signed in any more. */
const SESSION_ENDED = 'unauthorised'
const FRESH_MS = 10_000
const RETRIES_MAX = 2

/** An answer of the service stays the same however often it is asked; only a bad line is worth another try. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < RETRIES_MAX && !(error instanceof KartuApiError)
}

/** A session may end at any moment, by time or by an administrator: the next answer then brings the sign-in back. */
export function createDeskQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => noticeEnd(error) }),
    mutationCache: new MutationCache({ onError: (error) => noticeEnd(error) }),
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: FRESH_MS } },
  })
  const noticeEnd = (error: Error): void => {
    if (!(error instanceof KartuApiError) || error.code !== SESSION_ENDED) return
    if (client.getQueryData(SESSION_KEY)) client.setQueryData(SESSION_KEY, null)
  }
  return client
}
