import type { CapturedFrames, FlashChallenge } from './kartu-service.ts'

/** A capture under review: everything that is needed to send it, again if need be. */
export interface ReviewedCapture {
  readonly captured: CapturedFrames
  readonly challenge: FlashChallenge
  /** Makes all attempts at sending it one, those after a reload included. */
  readonly idempotencyKey: string
  /** It was on its way before: the service may have it already. */
  readonly isSent: boolean
}

interface Header extends Omit<ReviewedCapture, 'captured'> {
  readonly captured: Omit<CapturedFrames, 'frames' | 'capturedAt'> & { readonly capturedAt: string }
  readonly frameBytes: readonly number[]
}

const LENGTH_BYTES = 4

/** One buffer: the length of a JSON header, the header, then the pictures as they are. */
export function packCapture(capture: ReviewedCapture): Uint8Array<ArrayBuffer> {
  const { frames, capturedAt, ...rest } = capture.captured
  const header: Header = {
    ...capture,
    captured: { ...rest, capturedAt: capturedAt.toISOString() },
    frameBytes: frames.map(({ length }) => length),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const total = frames.reduce((sum, { length }) => sum + length, LENGTH_BYTES + text.length)
  const packed = new Uint8Array(total)
  new DataView(packed.buffer).setUint32(0, text.length)
  packed.set(text, LENGTH_BYTES)
  let at = LENGTH_BYTES + text.length
  for (const frame of frames) {
    packed.set(frame, at)
    at += frame.length
  }
  return packed
}

export function unpackCapture(packed: Uint8Array): ReviewedCapture {
  const headerBytes = new DataView(packed.buffer, packed.byteOffset).getUint32(0)
  let at = LENGTH_BYTES + headerBytes
  const text = new TextDecoder().decode(packed.subarray(LENGTH_BYTES, at))
  const { frameBytes, captured, ...rest } = JSON.parse(text) as Header
  const frames = frameBytes.map((length) => {
    at += length
    return packed.slice(at - length, at)
  })
  return { ...rest, captured: { ...captured, frames, capturedAt: new Date(captured.capturedAt) } }
}
