import { createHash, createHmac, hkdfSync } from 'node:crypto'

/** The parts that the signature vectors are put together from, computed without the code that they test. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Row = 'challenge' | 'device' | 'raw'

export const SECRETS = {
  challenge: 'qe_whsec_vectorchallengeaaaaaaaaaaaaa',
  /** base64url of 32 bytes; the bytes are the input key, not this text. */
  device: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  raw: 'qe_whsec_vectorrawaaaaaaaaaaaaaaaaaaa',
}

export const NONCE = '3f2b8c1e-5a94-4d07-9c86-0d1e2f3a4b5c'
export const CAPTURED_AT = '2026-05-24T08:14:52.481Z'
const INFO = { challenge: 'ktp-capture/v1', device: 'ktp-capture/v1/device', raw: 'ktp-capture/v1/raw' }

/** Bytes that stand for image files: the signature does not look into them. */
export const FRAMES = [
  Buffer.from('ffd8ffe000104a46494600', 'hex'),
  Buffer.from('ffd8ffe000104a46494601ab', 'hex'),
  Buffer.from('89504e470d0a1a0a00000000', 'hex'),
]

export const base64 = (bytes: Buffer) => bytes.toString('base64')
export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

export interface UnsignedVector {
  [key: string]: Json
  frames: string[]
}

/** The least bundle of a row. */
export function leastBundle(row: Row): UnsignedVector {
  return {
    version: '1.0',
    sdkVersion: '1.0.0',
    platform: row === 'device' ? 'android' : 'web',
    frames: FRAMES.slice(0, 2).map(base64),
    capturedAt: CAPTURED_AT,
    ...(row === 'challenge' && { flashChallengeNonce: NONCE }),
    ...(row === 'device' && { deviceId: 'dev_01J0000000000000000000000A' }),
  }
}

/** RFC 8785, written a second time: members sorted by UTF-16 units, everything else as ECMAScript prints it. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

export function manifest(bundle: UnsignedVector): string {
  const digests = bundle.frames.map(
    (text) => `sha256:${sha256(Buffer.from(text.replace(/^data:[^,]*,/, ''), 'base64'))}`,
  )
  return canonical({ ...bundle, frames: digests })
}

export function inputKey(row: Row): Buffer {
  return row === 'device' ? Buffer.from(SECRETS.device, 'base64url') : Buffer.from(SECRETS[row], 'utf8')
}

export function hkdf(ikm: Buffer, salt: string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', ikm, Buffer.from(salt, 'utf8'), info, 32))
}

export function signingKey(row: Row, bundle: UnsignedVector): Buffer {
  const nonce = bundle['flashChallengeNonce']
  const salt = row !== 'raw' && typeof nonce === 'string' ? nonce : CAPTURED_AT
  return hkdf(inputKey(row), salt, INFO[row])
}

export const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex')

export function sign(row: Row, bundle: UnsignedVector): string {
  return hmac(signingKey(row, bundle), manifest(bundle))
}

/** The bundle as JSON text with its signature. */
export function signed(row: Row, bundle: UnsignedVector): string {
  return JSON.stringify({ ...bundle, signature: sign(row, bundle) })
}

/** The text of `sent` with the signature of `bundle`, which differs from it. */
export function mismatched(row: Row, bundle: UnsignedVector, sent: UnsignedVector): string {
  return JSON.stringify({ ...sent, signature: sign(row, bundle) })
}
