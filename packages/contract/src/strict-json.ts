import { KartuError } from '@kartu/core'
import { LIMITS } from './limits.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const MINUS = 0x2d
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39

export interface StrictJsonLimits {
  /** Levels of objects and arrays, 1 for a flat object. */
  readonly maxDepth?: number
  /** Members and elements in the whole text. */
  readonly maxValues?: number
}

/** The keys seen so far in an open object; null for an open array. */
type OpenContainer = Set<string> | null

/**
 * Parses a JSON body as I-JSON (RFC 7493), which RFC 8785 signatures need: UTF-8 without a byte order mark, no key twice in
 * one object, no lone surrogate, no number beyond a double or an exact integer. Also refused: `__proto__` as a key, and
 * nesting or counts beyond the limits, before anything is built. Linear; jumps over strings, so that megabytes of base64 cost
 * one search each. Throws `json_invalid`, `duplicate_json_key`, `json_too_deep`, `json_too_complex`.
 */
export function parseStrictJson(bytes: Uint8Array, limits: StrictJsonLimits = {}): unknown {
  const text = decodeUtf8(bytes)
  scan(text, limits.maxDepth ?? LIMITS.jsonDepthMax, limits.maxValues ?? LIMITS.jsonValuesMax)
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The engine's message quotes the text, which may hold personal data.
    throw invalid('the body is not JSON')
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw invalid('the body is not UTF-8')
  }
}

/** Judges what `JSON.parse` does not; grammar is left to it, so a malformed text may pass here and fails there. */
function scan(text: string, maxDepth: number, maxValues: number): void {
  const open: OpenContainer[] = []
  let values = 0
  let at = 0
  // The next backslash, searched once for all strings before it: a search for each string would be quadratic.
  let escape = nextEscape(text, 0)
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) {
      const end = stringEnd(text, at)
      if (escape < at) escape = nextEscape(text, at)
      const container = open.at(-1)
      if (container && followedByColon(text, end)) noteKey(container, readString(text, at, end))
      // Decoded UTF-8 holds no lone surrogate, so only an escape can write one.
      else if (escape < end) readString(text, at, end)
      at = end
    } else if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) {
      open.push(unit === OPEN_OBJECT ? new Set() : null)
      if (open.length > maxDepth)
        throw new KartuError('json_too_deep', `the body nests deeper than ${maxDepth} levels`)
      values += 1
      at += 1
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
      open.pop()
      at += 1
    } else if (unit === MINUS || (unit >= DIGIT_0 && unit <= DIGIT_9)) {
      at = judgeNumber(text, at)
    } else {
      if (unit === COMMA) values += 1
      at += 1
    }
    if (values > maxValues)
      throw new KartuError('json_too_complex', `the body holds more than ${maxValues} values`)
  }
}

/** Index after the closing quote. The runs of backslashes counted back are disjoint, so the whole scan stays linear. */
function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (quote >= 0) {
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return quote + 1
    quote = text.indexOf('"', quote + 1)
  }
  throw invalid('a string of the body does not end')
}

function followedByColon(text: string, from: number): boolean {
  let at = from
  while (isBlank(text.charCodeAt(at))) at += 1
  return text.charCodeAt(at) === COLON
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09
}

function noteKey(keys: Set<string>, key: string): void {
  if (key === '__proto__') throw invalid('the body has a key that is not allowed')
  if (keys.has(key)) throw new KartuError('duplicate_json_key', 'the body names a key twice in one object')
  keys.add(key)
}

function nextEscape(text: string, from: number): number {
  const found = text.indexOf('\\', from)
  return found < 0 ? text.length : found
}

function readString(text: string, start: number, end: number): string {
  const value = parseToken(text.slice(start, end))
  if (!value.isWellFormed()) throw invalid('a string of the body holds half a character')
  return value
}

function parseToken(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    throw invalid('the body is not JSON')
  }
}

/** RFC 7493 §2.2: what a double cannot hold is not exchanged. Returns the index after the number. */
function judgeNumber(text: string, start: number): number {
  let end = start
  let integer = true
  while (isNumberUnit(text.charCodeAt(end))) {
    integer &&= isIntegerUnit(text.charCodeAt(end))
    end += 1
  }
  const value = Number(text.slice(start, end))
  if (value === Infinity || value === -Infinity || (integer && Math.abs(value) > Number.MAX_SAFE_INTEGER)) {
    throw invalid('a number of the body is out of range')
  }
  return end
}

function isIntegerUnit(unit: number): boolean {
  return (unit >= DIGIT_0 && unit <= DIGIT_9) || unit === MINUS
}

/** Digits, sign, point and exponent; wrong orders of them are left to the grammar. */
function isNumberUnit(unit: number): boolean {
  return isIntegerUnit(unit) || unit === 0x2b || unit === 0x2e || (unit | 0x20) === 0x65
}

function invalid(message: string): KartuError {
  return new KartuError('json_invalid', message)
}
