import { KartuError } from '@kartu/core'
import { LIMITS } from './limits.ts'

/** Room for `data:image/jpeg;charset=…;base64,`: a longer header is not one that a canvas writes. */
const DATA_URL_HEADER_CHARS_MAX = 128
const BASE64_GROUP_CHARS = 4
const BASE64_GROUP_BYTES = 3
/** Bytes turned into one `String.fromCharCode` call: a multiple of three, far below the engine's argument limit. */
const ENCODE_CHUNK_BYTES = 3 * 4096

/**
 * Decodes one frame of a bundle: padded standard base64, with or without a data-URL prefix (contract §5). Strict: blanks,
 * line breaks, the URL alphabet, missing padding and non-zero trailing bits are refused, so that one text has one meaning.
 * Costs no regular expression: the decoder skips what it does not know, and the length then betrays it.
 * Throws `frame_undecodable` or `frame_too_large` (> 4 MiB decoded). Runs on Node.
 */
export function decodeFrameBase64(text: string, index: number): Uint8Array {
  const start = dataUrlHeaderLength(text, index)
  const length = text.length - start
  if (length === 0 || length % BASE64_GROUP_CHARS !== 0) throw undecodable(index)
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const byteLength = (length / BASE64_GROUP_CHARS) * BASE64_GROUP_BYTES - padding
  if (byteLength > LIMITS.frameBytesMax) {
    throw new KartuError('frame_too_large', `frame ${index} is larger than ${LIMITS.frameBytesMax} bytes`, {
      frame: index,
    })
  }
  const body = start === 0 ? text : text.slice(start)
  const bytes = Buffer.from(body, 'base64')
  // The decoder also reads the URL alphabet: those two characters have to be looked for.
  if (bytes.length !== byteLength || body.includes('-') || body.includes('_')) throw undecodable(index)
  const lastGroup = bytes.subarray(Math.floor((byteLength - 1) / BASE64_GROUP_BYTES) * BASE64_GROUP_BYTES)
  if (lastGroup.toString('base64') !== body.slice(-BASE64_GROUP_CHARS)) throw undecodable(index)
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Padded standard base64 of a frame's bytes, as `bundle.frames` wants it. Runs on Node and in browsers. */
export function encodeFrameBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += ENCODE_CHUNK_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + ENCODE_CHUNK_BYTES)))
  }
  return text
}

/** Length of a leading `data:…;base64,`, 0 without one. The media type it claims is ignored: content decides. */
function dataUrlHeaderLength(text: string, index: number): number {
  if (!text.startsWith('data:')) return 0
  const comma = text.slice(0, DATA_URL_HEADER_CHARS_MAX).indexOf(',')
  if (comma < 0 || !text.slice(0, comma).endsWith(';base64')) throw undecodable(index)
  return comma + 1
}

function undecodable(index: number): KartuError {
  return new KartuError('frame_undecodable', `frame ${index} is not padded standard base64`, { frame: index })
}
