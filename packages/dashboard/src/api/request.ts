import { KartuApiError } from '@kartu/contract/client'
import { isAttended } from './presence.ts'

const NO_CONTENT = 204

/** What a call may carry beside its path. */
export interface RequestDetails {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: object
  readonly signal?: AbortSignal
}

/**
 * One call to the service this page came from, in the analyst's session (a cookie that no script sees). The answer is typed by
 * the schema that the service answers from. Throws `KartuApiError`, and the network's `TypeError` where there was no answer.
 */
export async function request<T>(path: string, details: RequestDetails = {}): Promise<T> {
  const response = await send(path, details)
  return (response.status === NO_CONTENT ? undefined : await response.json()) as T
}

/** The same for an answer that is no JSON, e.g. a file to save. */
export async function requestFile(path: string, details: RequestDetails = {}): Promise<Blob> {
  return (await send(path, details)).blob()
}

async function send(path: string, details: RequestDetails): Promise<Response> {
  const { method = 'GET', query = {}, body, signal } = details
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') asked.set(name, String(value))
  }
  const response = await fetch(asked.size === 0 ? path : `${path}?${asked.toString()}`, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(isAttended() ? {} : { 'x-kartu-unattended': '1' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  if (!response.ok) throw await readError(response)
  return response
}

/** Whatever the body holds: a proxy may have written it. */
async function readError(response: Response): Promise<KartuApiError> {
  const body: unknown = await response.json().catch(() => null)
  const { error, code, requestId, details } = { ...(body as object | null) } as Record<string, unknown>
  return new KartuApiError(typeof error === 'string' ? error : `The service answered ${response.status}.`, {
    code: typeof code === 'string' ? code : 'unexpected_answer',
    status: response.status,
    requestId: typeof requestId === 'string' ? requestId : null,
    details: typeof details === 'object' && details !== null ? { ...details } : null,
  })
}
