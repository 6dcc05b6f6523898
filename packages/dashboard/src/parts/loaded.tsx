import { CircleAlert, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { KartuApiError } from '@kartu/contract/client'
import { useTexts } from '../texts/texts-context.tsx'
import { Button } from './button.tsx'

/** What of a query a page needs to show its states. */
interface LoadedQuery<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

export interface LoadedProps<T> {
  readonly query: LoadedQuery<T>
  readonly isEmpty?: (data: T) => boolean
  readonly empty?: { readonly title: string; readonly body?: string }
  readonly children: (data: T) => ReactNode
}

/** Loading, failed, empty or there: every list and page shows one of the four. What was there stays while it is fetched anew. */
export function Loaded<T>({ query, isEmpty, empty, children }: LoadedProps<T>) {
  const { data, error } = query
  if (data !== undefined) {
    if (isEmpty?.(data) === true && empty !== undefined) return <EmptyState {...empty} />
    return children(data)
  }
  if (error !== null) return <ErrorState error={error} onRetry={() => void query.refetch()} />
  return <Skeleton />
}

export function EmptyState({ title, body }: { readonly title: string; readonly body?: string }) {
  return (
    <div className="state">
      <Inbox size={28} strokeWidth={1.5} aria-hidden />
      <strong>{title}</strong>
      {body !== undefined && <p>{body}</p>}
    </div>
  )
}

export function ErrorState({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { states } = useTexts()
  const requestId = error instanceof KartuApiError ? error.requestId : null
  return (
    <div className="state" role="alert">
      <CircleAlert size={28} strokeWidth={1.5} aria-hidden />
      <strong>{describeError(error, states)}</strong>
      {requestId !== null && <p className="small mono">{requestId}</p>}
      {onRetry !== undefined && <Button onPress={onRetry}>{states.retry}</Button>}
    </div>
  )
}

function Skeleton() {
  const { states } = useTexts()
  return (
    <div className="skeleton" role="status" aria-label={states.loading}>
      {Array.from({ length: 6 }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  )
}

interface ErrorTexts {
  readonly unreachable: string
  readonly failed: string
  readonly codes: Readonly<Record<string, string>>
}

/** A failure in the reader's language; the service's own sentence where this code has none. */
function describeError(error: Error, texts: ErrorTexts): string {
  if (error instanceof KartuApiError) return texts.codes[error.code] ?? error.message
  return error instanceof TypeError ? texts.unreachable : texts.failed
}

/** The line below a form whose request failed. */
export function Problem({ error }: { readonly error: Error | null }) {
  const { states } = useTexts()
  if (error === null) return null
  return (
    <p className="problem" role="alert">
      {describeError(error, states)}
    </p>
  )
}
