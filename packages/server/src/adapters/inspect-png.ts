import { undecodable } from './frame-error.ts'

export interface PngHeader {
  readonly format: 'png'
  readonly width: number
  readonly height: number
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const ANIMATION_CHUNKS: ReadonlySet<string> = new Set(['acTL', 'fcTL', 'fdAT'])
/** Compressed side data that an honest encoder keeps small (a profile is about 3 KiB) and a bomb does not. */
const COMPRESSED_CHUNKS: ReadonlySet<string> = new Set(['iCCP', 'zTXt', 'iTXt'])
const MAX_COMPRESSED_CHUNK_BYTES = 64 * 1024
/** 4 MiB in the 8 KiB IDAT chunks that libpng writes, twice over. */
const MAX_CHUNKS = 1024
/** Grey, RGB, palette, grey + alpha, RGBA (ISO/IEC 15948 §11.2.2). */
const COLOUR_TYPES: ReadonlySet<number> = new Set([0, 2, 3, 4, 6])

/**
 * Walks every chunk of a PNG file (ISO/IEC 15948 §5) to IEND, the last one. Accepts 8-bit, not interlaced, not animated
 * images. Throws `frame_undecodable`.
 */
export function inspectPng(bytes: Uint8Array): PngHeader {
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw undecodable('png_start_missing')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: { width: number; height: number } | null = null
  let hasPixels = false
  let at = SIGNATURE.length
  for (let count = 0; ; count += 1) {
    if (count > MAX_CHUNKS) throw undecodable('png_too_many_chunks')
    // Length, type and CRC are 12 bytes around the data.
    if (at + 12 > bytes.length) throw undecodable('png_truncated')
    const length = view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (at + 12 + length > bytes.length) throw undecodable('png_truncated')
    if ((type === 'IHDR') !== (count === 0)) throw undecodable('png_header_misplaced')
    if (type === 'IHDR') size = readHeader(view, at + 8, length)
    if (ANIMATION_CHUNKS.has(type)) throw undecodable('animated')
    if (COMPRESSED_CHUNKS.has(type) && length > MAX_COMPRESSED_CHUNK_BYTES)
      throw undecodable('png_chunk_too_large')
    if (type === 'IDAT') hasPixels = true
    at += 12 + length
    if (type === 'IEND') break
  }
  if (at !== bytes.length) throw undecodable('bytes_after_end')
  if (size === null || !hasPixels) throw undecodable('png_without_image')
  return { format: 'png', ...size }
}

function readHeader(view: DataView, at: number, length: number): { width: number; height: number } {
  if (length !== 13) throw undecodable('png_header_invalid')
  const interlaced = view.getUint8(at + 12) !== 0
  if (view.getUint8(at + 8) !== 8 || !COLOUR_TYPES.has(view.getUint8(at + 9)) || interlaced) {
    throw undecodable('png_pixel_format_unsupported')
  }
  return { width: view.getUint32(at), height: view.getUint32(at + 4) }
}
