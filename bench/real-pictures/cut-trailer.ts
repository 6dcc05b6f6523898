const MARKER = 0xff
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
/** Restart markers stand inside a scan, and a zero after 0xff is a stuffed byte of it. */
const isInsideScan = (code: number): boolean => code === 0 || (code >= 0xd0 && code <= 0xd7)

/**
 * A JPEG without what phones append after its end (a film, a depth map): the service refuses such files, since two readers may see two
 * pictures in one, but photographs that somebody collected have them. The picture itself is not touched; what is no whole JPEG
 * comes back as it is.
 */
export function cutTrailer(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== MARKER || bytes[1] !== START) return bytes
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== MARKER) return bytes
    const code = bytes[at + 1]!
    if (code === MARKER) {
      at++
      continue
    }
    if (code === END) return bytes.subarray(0, at + 2)
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (code === SCAN) at = endOfScan(bytes, at)
  }
  return bytes
}

/** Where the next marker begins that is no part of the scan's data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] === MARKER && bytes[at + 1] !== MARKER && !isInsideScan(bytes[at + 1]!)) return at
  }
  return bytes.length
}
