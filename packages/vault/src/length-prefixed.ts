const LENGTH_BYTES = 4

/**
 * One unambiguous byte string of several parts: each is preceded by its length as four big-endian bytes (V6). Text is UTF-8, a
 * number is its decimal text, null is an empty part.
 */
export function lengthPrefixed(parts: readonly (string | number | Uint8Array | null)[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => withLength(partBytes(part))))
}

function partBytes(part: string | number | Uint8Array | null): Uint8Array {
  if (part === null) return new Uint8Array(0)
  return part instanceof Uint8Array ? part : Buffer.from(String(part), 'utf8')
}

function withLength(bytes: Uint8Array): [Buffer, Uint8Array] {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes.length)
  return [length, bytes]
}
