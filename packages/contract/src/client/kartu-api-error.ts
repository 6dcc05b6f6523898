/** An error answer of the service. `code` is one of docs/ERRORS.md, or `unexpected_answer` for one without an error body. */
export class KartuApiError extends Error {
  readonly code: string
  /** HTTP status. */
  readonly status: number
  readonly requestId: string | null
  readonly details: Readonly<Record<string, unknown>> | null

  constructor(
    message: string,
    answer: {
      code: string
      status: number
      requestId: string | null
      details: Readonly<Record<string, unknown>> | null
    },
  ) {
    super(message)
    this.name = 'KartuApiError'
    this.code = answer.code
    this.status = answer.status
    this.requestId = answer.requestId
    this.details = answer.details
  }
}

/** Reads the error body of an answer, whatever it holds: a proxy may have written it. */
export async function readApiError(response: Response): Promise<KartuApiError> {
  const body = await response.json().catch(() => null)
  const members: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  const { error, code, requestId, details } = members
  return new KartuApiError(typeof error === 'string' ? error : `The service answered ${response.status}.`, {
    code: typeof code === 'string' ? code : 'unexpected_answer',
    status: response.status,
    requestId: typeof requestId === 'string' ? requestId : null,
    details: typeof details === 'object' && details !== null ? { ...details } : null,
  })
}
