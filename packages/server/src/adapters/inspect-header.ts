import { tooLarge, undecodable } from './frame-error.ts'
import { inspectJpeg, type JpegHeader } from './inspect-jpeg.ts'
import { inspectPng, type PngHeader } from './inspect-png.ts'
import { inspectWebp, type WebpHeader } from './inspect-webp.ts'

export type FrameHeader = JpegHeader | PngHeader | WebpHeader

/** Contract §5. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024
export const MAX_FRAME_PIXELS = 16_000_000
/** Below this a KTP's text (15 px at 1000 px width, domain notes §3.8) is not legible whatever the card's position. */
const MIN_LONG_SIDE_PX = 320
const MIN_SHORT_SIDE_PX = 200

/**
 * Judges a frame's file by its content before any decoder sees it: exactly one plain JPEG, PNG or WebP image, whole, with
 * nothing behind it, within the contract's limits (§5). Costs microseconds. The size is as stored, before any EXIF turn.
 * Throws `frame_undecodable` or `frame_too_large`; `details.reason` says why.
 */
export function inspectHeader(bytes: Uint8Array): FrameHeader {
  if (bytes.length > MAX_FRAME_BYTES) throw tooLarge('bytes')
  const header = inspectFormat(bytes)
  const longSidePx = Math.max(header.width, header.height)
  const shortSidePx = Math.min(header.width, header.height)
  if (longSidePx * shortSidePx > MAX_FRAME_PIXELS) throw tooLarge('pixels')
  if (longSidePx < MIN_LONG_SIDE_PX || shortSidePx < MIN_SHORT_SIDE_PX) throw undecodable('too_small')
  return header
}

function inspectFormat(bytes: Uint8Array): FrameHeader {
  switch (bytes[0]) {
    case 0xff:
      return inspectJpeg(bytes)
    case 0x89:
      return inspectPng(bytes)
    case 0x52:
      return inspectWebp(bytes)
    default:
      throw undecodable('unknown_format')
  }
}
