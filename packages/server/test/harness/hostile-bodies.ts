import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'

const MANY = 50_000

/** Whole bodies that no mutation of a good one would find. */
export const CRAFTED_BODIES: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '"text"',
  '[]',
  '{}',
  '[{}]',
  '{"bundle":null}',
  '{"customerId":"x","bundle":[]}',
  '{"customerId":"x","bundle":{"frames":{"length":3}}}',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"customerId":1e999}',
  '{"customerId":123456789012345678901234567890}',
  '{"customerId":"\\ud800"}',
  '{"customerId":"\\u0000"}',
  '\ufeff{}',
  '{"customerId":"x"',
  '{"customerId":"x"}}',
  "{'customerId':1}",
  '{"customerId":NaN}',
  '// comment\n{}',
  '['.repeat(MANY),
  `${'['.repeat(MANY)}${']'.repeat(MANY)}`,
  `${'{"a":'.repeat(MANY)}1${'}'.repeat(MANY)}`,
  `[${'0,'.repeat(300_000)}0]`,
  `{${Array.from({ length: 120_000 }, (_, index) => `"k${index}":0`).join(',')}}`,
  `{"customerId":"${'x'.repeat(2_000_000)}"}`,
  `{"customerId":"${'\\\\'.repeat(500_000)}"}`,
  `{"customerId":"cus","bundle":{"frames":["${'A'.repeat(6_000_000)}"]}}`,
  `{"customerId":"cus","bundle":{"frames":[${'"",'.repeat(40_000)}""]}}`,
]

/**
 * A good request with something wrong somewhere: another value at some path, a missing or an extra member, bytes flipped, cut
 * or inserted. Never the good request itself.
 */
export function brokenBody(good: object): fc.Arbitrary<Uint8Array> {
  const text = Buffer.from(JSON.stringify(good))
  const paths = pathsOf(good)
  const replaced = fc
    .tuple(fc.constantFrom(...paths), strangeValue())
    .map(([path, value]) => encode(replace(good, path, value)))
  const removed = fc
    .constantFrom(...paths.filter((path) => path.length > 0))
    .map((path) => encode(replace(good, path, undefined)))
  const added = fc
    .tuple(fc.string({ minLength: 1, maxLength: 12 }), strangeValue())
    .map(([name, value]) => encode(replace(good, ['bundle', `x${name}`], value)))
  const flipped = fc
    .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }))
    .map(([at, mask]) => text.map((byte, index) => (index === at ? byte ^ mask : byte)))
  const cut = fc.nat(text.length - 1).map((length) => text.subarray(0, length))
  const noise = fc.uint8Array({ maxLength: 200 })
  const inserted = fc
    .tuple(fc.nat(text.length), fc.uint8Array({ minLength: 1, maxLength: 8 }))
    .map(([at, bytes]) => Buffer.concat([text.subarray(0, at), bytes, text.subarray(at)]))
  return fc
    .oneof(
      { weight: 8, arbitrary: replaced },
      { weight: 2, arbitrary: removed },
      { weight: 2, arbitrary: added },
      { weight: 3, arbitrary: flipped },
      { weight: 2, arbitrary: cut },
      { weight: 1, arbitrary: noise },
      { weight: 2, arbitrary: inserted },
    )
    .filter((bytes) => !meansTheSame(bytes, good))
}

/** What hostile callers put where something else is expected. */
function strangeValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1e308,
      0.5,
      '',
      '\u0000',
      'x'.repeat(1025),
      '../../etc/passwd',
      "'; drop table customers; --",
      '${jndi:ldap://x}',
      '2026-13-45T99:99:99Z',
      '9999-12-31T23:59:59Z',
      'NaN',
      [],
      {},
      [[]],
      Array.from({ length: 13 }, () => 'AAAA'),
      Array.from({ length: 601 }, () => ({ tMs: 0, meanR: 0, meanG: 0, meanB: 0 })),
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))]
}

function replace(value: unknown, path: Path, by: unknown): unknown {
  const [head, ...rest] = path
  if (head === undefined) return by
  const entries = Object.entries(value ?? {}).filter(([key]) => key !== String(head))
  const member = replace((value as Record<string, unknown> | undefined)?.[head], rest, by)
  const replaced = member === undefined ? entries : [...entries, [String(head), member]]
  return Array.isArray(value)
    ? replaced.map(([, item]) => item as unknown)
    : Object.fromEntries(replaced as [string, unknown][])
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value) ?? '', 'utf8')
}

function meansTheSame(bytes: Uint8Array, good: object): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(Buffer.from(bytes).toString('utf8')), good)
  } catch {
    return false
  }
}
