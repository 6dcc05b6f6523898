import { undecodable } from './frame-error.ts'

export interface WebpHeader {
  readonly format: 'webp'
  readonly width: number
  readonly height: number
}

const ANIMATION_FLAG = 0x02
const LOSSLESS_SIGNATURE = 0x2f
const LOSSY_START_CODE = [0x9d, 0x01, 0x2a]
const MAX_CHUNKS = 32

/**
 * Walks every RIFF chunk of a WebP file (RFC 9649 §2): one VP8 or VP8L image, no animation, and a RIFF size that ends
 * exactly where the file ends. Throws `frame_undecodable`.
 */
export function inspectWebp(bytes: Uint8Array): WebpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 20 || fourCc(bytes, 0) !== 'RIFF' || fourCc(bytes, 8) !== 'WEBP') {
    throw undecodable('webp_start_missing')
  }
  const end = view.getUint32(4, true) + 8
  if (end > bytes.length) throw undecodable('webp_truncated')
  if (end < bytes.length) throw undecodable('bytes_after_end')
  let canvas: Size | null = null
  let image: Size | null = null
  let at = 12
  for (let count = 0; at < end; count += 1) {
    if (count > MAX_CHUNKS) throw undecodable('webp_too_many_chunks')
    if (at + 8 > end) throw undecodable('webp_truncated')
    const type = fourCc(bytes, at)
    const length = view.getUint32(at + 4, true)
    const body = bytes.subarray(at + 8, at + 8 + length)
    if (body.length !== length || at + 8 + length > end) throw undecodable('webp_truncated')
    if (type === 'ANIM' || type === 'ANMF') throw undecodable('animated')
    if (type === 'VP8X') canvas = readExtended(body)
    if (type === 'VP8 ' || type === 'VP8L') {
      if (image !== null) throw undecodable('webp_several_images')
      image = type === 'VP8 ' ? readLossy(body) : readLossless(body)
    }
    // Chunks are padded to even lengths.
    at += 8 + length + (length & 1)
  }
  if (at !== end || image === null) throw undecodable('webp_without_image')
  if (canvas !== null && (canvas.width !== image.width || canvas.height !== image.height)) {
    throw undecodable('webp_sizes_differ')
  }
  return { format: 'webp', ...image }
}

interface Size {
  readonly width: number
  readonly height: number
}

function readExtended(body: Uint8Array): Size {
  if (body.length !== 10) throw undecodable('webp_header_invalid')
  if (((body[0] ?? 0) & ANIMATION_FLAG) !== 0) throw undecodable('animated')
  return { width: uint24(body, 4) + 1, height: uint24(body, 7) + 1 }
}

function readLossy(body: Uint8Array): Size {
  if (body.length < 10 || LOSSY_START_CODE.some((byte, index) => body[3 + index] !== byte)) {
    throw undecodable('webp_header_invalid')
  }
  return { width: uint24(body, 6) & 0x3fff, height: (uint24(body, 7) >> 8) & 0x3fff }
}

function readLossless(body: Uint8Array): Size {
  if (body.length < 5 || body[0] !== LOSSLESS_SIGNATURE) throw undecodable('webp_header_invalid')
  const low = uint24(body, 1)
  return { width: (low & 0x3fff) + 1, height: ((uint24(body, 2) >> 6) & 0x3fff) + 1 }
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
}

function fourCc(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
