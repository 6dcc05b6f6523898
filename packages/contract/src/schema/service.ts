import { z } from 'zod'
import { ERRORS } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'

/** `GET /healthz`: the process answers. */
export const healthResponseSchema = z.looseObject({ status: z.literal('ok'), version: z.string() })

/** `GET /readyz`: whether the service can take work, with each part it needs. */
export const readyResponseSchema = z.looseObject({
  status: z.enum(['ready', 'not_ready']),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])),
})

/** The body of every error (contract §9). */
export const errorBodySchema = z.looseObject({
  error: z.string(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  details: z.looseObject({ fieldErrors: z.record(z.string(), z.array(z.string())).optional() }).optional(),
  requestId: z.string(),
})

/**
 * Names each field that a request got wrong, by dotted path (`(body)` for the whole), with what is expected of it. Messages name
 * types and limits; the values sent are left out, since errors carry no personal data.
 */
export function fieldErrorsOf(error: z.ZodError): Record<string, string[]> {
  const errors = new Map<string, string[]>()
  for (const issue of error.issues) {
    const path = issue.path.map(shownSegment).join('.') || '(body)'
    errors.set(path, [...(errors.get(path) ?? []), issue.message])
  }
  return Object.fromEntries(errors)
}

/** Indices and names as programs write them; a key of any other form might be somebody's data. */
function shownSegment(segment: PropertyKey): string {
  return /^([0-9]{1,4}|[A-Za-z][A-Za-z0-9_]{0,39})$/.test(String(segment)) ? String(segment) : '(key)'
}

export type HealthResponse = z.infer<typeof healthResponseSchema>
export type ReadyResponse = z.infer<typeof readyResponseSchema>
