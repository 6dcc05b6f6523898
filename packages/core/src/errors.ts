/**
 * The one error class that crosses package borders. `code` is stable and lower snake case; the contract's error table
 * maps it to an HTTP status and a sentence. `message` is for operators and must never carry personal data, a frame or a
 * key: it may reach a log line.
 */
export class KartuError extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: string, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message)
    this.name = 'KartuError'
    this.code = code
    this.details = details
  }
}
