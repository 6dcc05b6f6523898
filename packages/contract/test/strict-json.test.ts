import { KartuError } from '@kartu/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseStrictJson } from '../src/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof KartuError) return error.code
    throw error
  }
  return 'accepted'
}

const codeOfText = (text: string, limits = {}) => codeOf(() => parseStrictJson(bytes(text), limits))

describe('strict JSON', () => {
  it('reads every well-formed value as JSON.parse does', () => {
    const value = fc
      .jsonValue({ stringUnit: 'binary' })
      .filter(
        (candidate) => JSON.stringify(candidate) === JSON.stringify(JSON.parse(JSON.stringify(candidate))),
      )
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (candidate, indent) => {
        const text = JSON.stringify(candidate, null, indent)
        const code = codeOfText(text, { maxDepth: 1000, maxValues: 1_000_000 })
        if (code === 'accepted')
          expect(parseStrictJson(bytes(text), { maxDepth: 1000 })).toEqual(JSON.parse(text))
        // Only half characters, which JSON.stringify writes as escapes, and __proto__ may be refused.
        else expect(/\\ud[89a-f]|__proto__|\d{16}/.test(text)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('refuses every text that JSON.parse refuses, and never hangs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'a', '1', '-', ' ', 'null', 'e')),
        (parts) => {
          const text = parts.join('')
          let parsed = true
          try {
            JSON.parse(text)
          } catch {
            parsed = false
          }
          if (!parsed) expect(codeOfText(text)).not.toBe('accepted')
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a key twice', '{"a":1,"b":2,"a":3}'],
    ['a key twice with other blanks', '{"a" :1,"a"\n\t: 3}'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['a key twice in a nested object', '[{"x":{"a":[],"a":{}}}]'],
  ])('refuses %s', (_name, text) => {
    expect(codeOfText(text)).toBe('duplicate_json_key')
  })

  it('accepts one key in several objects, and a value that equals a key', () => {
    expect(parseStrictJson(bytes('{"a":{"a":"a"},"b":[{"a":1},{"a":2}]}'))).toEqual({
      a: { a: 'a' },
      b: [{ a: 1 }, { a: 2 }],
    })
  })

  it('ends a string at a quote that an even number of backslashes precedes, and at no other', () => {
    const values = ['"', '\\', '\\"', '\\\\"', '","a":1,"a":2', `"${'['.repeat(99)}`]
    for (const value of values) {
      const text = JSON.stringify({ a: value, [value]: [value], b: 1 })
      expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text))
    }
  })

  it.each([
    ['__proto__ as a key', '{"__proto__":{}}'],
    ['__proto__ in escapes', '{"\\u005f_proto__":1}'],
    ['half a surrogate pair', '["\\ud800"]'],
    ['half a surrogate pair in a key', '{"\\udc00":1}'],
    ['a number beyond a double', '[1e400]'],
    ['a negative number beyond a double', '[-1e400]'],
    ['an integer beyond 2^53', '[9007199254740993]'],
    ['a negative integer beyond 2^53', '[-9007199254740993]'],
    ['a byte order mark', '\uFEFF{}'],
    ['an open string', '{"a":"b'],
    ['an open string after a backslash', '["a\\"]'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(codeOfText(text)).toBe('json_invalid')
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(() => parseStrictJson(Uint8Array.from([0x22, 0xff, 0x22])))).toBe('json_invalid')
    expect(codeOf(() => parseStrictJson(Uint8Array.from([0x22, 0xc0, 0xaf, 0x22])))).toBe('json_invalid')
  })

  it('refuses nesting beyond the limit and accepts it up to there', () => {
    expect(codeOfText('['.repeat(32) + ']'.repeat(32))).toBe('accepted')
    expect(codeOfText('['.repeat(33) + ']'.repeat(33))).toBe('json_too_deep')
    expect(codeOfText('['.repeat(1_000_000))).toBe('json_too_deep')
  })

  it('refuses more values than the limit', () => {
    expect(codeOfText(`[${'1,'.repeat(200_000)}1]`)).toBe('json_too_complex')
  })

  it('never quotes the body in its message', () => {
    for (const text of ['{"nik":"3171', '{"nik":3171x}', '{"Budi":1,"Budi":2}']) {
      expect(() => parseStrictJson(bytes(text))).not.toThrow(/3171|Budi/)
    }
  })

  it('stays linear on bodies made to be slow', () => {
    const size = 4 * 1024 * 1024
    const hostile = [
      `["${'\\"'.repeat(size / 2)}"]`,
      `["${'\\\\'.repeat(size / 2)}"]`,
      `[${'"a",'.repeat(90_000)}"${'A'.repeat(size)}"]`,
      ' '.repeat(size) + '1',
      '9'.repeat(size),
      `{"k"${' '.repeat(size)}:1}`,
    ]
    const startMs = performance.now()
    for (const text of hostile) codeOfText(text)
    // A quadratic scan of any of these takes minutes; the bound only tells those two apart.
    expect(performance.now() - startMs).toBeLessThan(20_000)
  })
})
