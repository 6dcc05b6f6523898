import sharp from 'sharp'
import { KartuError } from '@kartu/core'
import { decodeFrame } from '../adapters/decode-frame.ts'
import { inspectHeader, MAX_FRAME_PIXELS } from '../adapters/inspect-header.ts'
import type { ProbedFrame } from './submission.ts'

const CONTENT_TYPES = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const
/** A JPEG is decoded at an eighth of its size: every bit of it is still read, at a third of the cost. */
const PROBE_WIDTH_PX = 160

/**
 * Makes sure that every frame is one whole, plain image within the limits (contract §5) before anything is consumed or
 * stored: by its header, then by decoding it. Runs in the intake worker.
 * @throws KartuError `frame_undecodable` | `frame_too_large`, with the frame's index
 */
export async function probeFrames(frames: readonly Uint8Array[]): Promise<ProbedFrame[]> {
  const probed: ProbedFrame[] = []
  for (const [index, bytes] of frames.entries()) {
    try {
      probed.push(await probeFrame(bytes))
    } catch (error) {
      if (!(error instanceof KartuError)) throw error
      throw new KartuError(error.code, error.message, { ...error.details, frame: index })
    }
  }
  return probed
}

async function probeFrame(bytes: Uint8Array): Promise<ProbedFrame> {
  const header = inspectHeader(bytes)
  if (header.format === 'jpeg') await decodeSmall(bytes)
  else await decodeFrame(bytes)
  return { contentType: CONTENT_TYPES[header.format], widthPx: header.width, heightPx: header.height }
}

async function decodeSmall(bytes: Uint8Array): Promise<void> {
  await sharp(bytes, { limitInputPixels: MAX_FRAME_PIXELS, failOn: 'warning' })
    .resize({ width: PROBE_WIDTH_PX, fastShrinkOnLoad: true })
    .raw()
    .toBuffer()
    .catch(() => {
      throw new KartuError('frame_undecodable', 'a frame cannot be decoded: damaged', { reason: 'damaged' })
    })
}
