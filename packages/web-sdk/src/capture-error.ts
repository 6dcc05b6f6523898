/** Everything that can stop a capture, each with its own screen. */
export const CAPTURE_ERROR_CODES = [
  'camera_denied',
  'camera_missing',
  'camera_busy',
  'camera_failed',
  'insecure_context',
  'in_app_browser',
  'interrupted',
  'flash_unsafe',
  'flash_too_slow',
  'offline',
  'service_busy',
  'token_expired',
  'challenge_expired',
  'not_allowed',
  'service_failed',
] as const

export type CaptureErrorCode = (typeof CAPTURE_ERROR_CODES)[number]

/** `message` is for developers; what the applicant reads comes from the texts, by `code`. Never holds personal data. */
export class CaptureError extends Error {
  readonly code: CaptureErrorCode

  constructor(code: CaptureErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CaptureError'
    this.code = code
  }
}
