import { LIMITS } from '../limits.ts'

/** A complaint about one value inside a bundle, in the shape of a zod issue. */
export interface ValueComplaint {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const utf8 = new TextEncoder()

/**
 * Judges every value of a bundle but its frames, unknown fields included: strings ≤ 1 KiB of UTF-8 without half characters
 * (contract §5, RFC 8785), numbers finite. Returns the first complaint, or null. Depth is bounded when the body is parsed.
 */
export function judgeBundleValues(bundle: Readonly<Record<string, unknown>>): ValueComplaint | null {
  for (const [key, value] of Object.entries(bundle)) {
    if (key === 'frames') continue
    const complaint = judgeString(key) ?? judgeValue(value)
    if (complaint !== null) return { path: [key], message: complaint }
  }
  return null
}

function judgeValue(value: unknown): string | null {
  if (typeof value === 'string') return judgeString(value)
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'holds a number that is not finite'
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return firstComplaint(value, judgeValue)
  return firstComplaint(Object.entries(value), ([key, member]) => judgeString(key) ?? judgeValue(member))
}

function firstComplaint<T>(values: readonly T[], judge: (value: T) => string | null): string | null {
  for (const value of values) {
    const complaint = judge(value)
    if (complaint !== null) return complaint
  }
  return null
}

function judgeString(text: string): string | null {
  if (text.length > LIMITS.stringBytesMax || utf8.encode(text).length > LIMITS.stringBytesMax) {
    return `holds a string longer than ${LIMITS.stringBytesMax} bytes`
  }
  return text.isWellFormed() ? null : 'holds half a character'
}
