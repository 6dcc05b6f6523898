/** The byte forms of the signature: WebCrypto and plain arithmetic only, so that Node and browsers share it. */

export type Bytes = Uint8Array<ArrayBuffer>

const HEX_RADIX = 16

/** A secret given as text (`qe_whsec_…`) enters the key derivation as its UTF-8 bytes (contract §4). */
export function secretBytes(secret: string): Bytes {
  return new TextEncoder().encode(secret)
}

/** The same bytes outside shared memory, which WebCrypto refuses: copied only out of such memory, else a view. */
export function ownBytes(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Uint8Array.from(bytes)
}

export function encodeHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(HEX_RADIX).padStart(2, '0')
  return text
}

/** Null unless `text` is lower-case hex of exactly `byteLength` bytes. */
export function decodeLowerHex(text: string, byteLength: number): Bytes | null {
  if (text.length !== byteLength * 2 || !/^[0-9a-f]*$/.test(text)) return null
  return Uint8Array.from({ length: byteLength }, (_, i) =>
    Number.parseInt(text.slice(i * 2, i * 2 + 2), HEX_RADIX),
  )
}

/** RFC 4648 §5 without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Null unless `text` is the one canonical unpadded base64url form of some bytes (keys and secrets: short). */
export function decodeBase64Url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (unit) => unit.charCodeAt(0))
  return encodeBase64Url(bytes) === text ? bytes : null
}
