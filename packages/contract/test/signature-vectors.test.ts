import { readFileSync } from 'node:fs'
import { KartuError } from '@kartu/core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  bundleManifest,
  decodeBase64Url,
  decodeFrameBase64,
  deriveSigningKey,
  encodeHex,
  frameDigest,
  isErrorCode,
  parseStrictJson,
  secretBytes,
  signingRowOf,
  verifyBundleSignature,
  verifyHmacKey,
} from '../src/index.ts'
import { hostileCases, validCases } from '../scripts/signature-vector-list.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../vectors/signature/${name}`, import.meta.url), 'utf8'))
const vectors = read('ktp-capture-signature.json')

interface SignatureVector {
  tcId: number
  comment: string
  result: string
  error?: string
  bundle: string
  row?: string
  manifest?: string
  signingKeyHex?: string
}

/** What the server does with a bundle: parse, choose the row, derive the key, digest the frames, verify. */
async function verify(text: string) {
  const bundle = parseStrictJson(secretBytes(text)) as {
    frames: string[]
    capturedAt: string
    flashChallengeNonce?: string
    deviceId?: string
  }
  const row = signingRowOf(bundle)
  const { challenge, device, raw } = vectors.secrets
  const secrets = {
    challenge: secretBytes(challenge),
    device: decodeBase64Url(device)!,
    raw: secretBytes(raw),
  }
  const signingKey = await deriveSigningKey(row, secrets[row], bundle)
  const digests = await Promise.all(bundle.frames.map((frame, i) => frameDigest(decodeFrameBase64(frame, i))))
  await verifyBundleSignature({ ...bundle }, digests, signingKey)
  const manifest = new TextDecoder().decode(bundleManifest({ ...bundle }, digests))
  return { row, manifest, signingKeyHex: encodeHex(signingKey) }
}

describe('what is signed', () => {
  it('needs one digest for each frame, and a secret and a salt that are not empty', async () => {
    const refused = expect.objectContaining({ code: 'signature_invalid' })
    expect(() => bundleManifest({ frames: ['AA==', 'AQ=='] }, ['00'])).toThrow(refused)
    expect(() => bundleManifest({ frames: 'AA==' }, ['00'])).toThrow(refused)
    const capturedAt = '2026-05-24T08:14:52Z'
    await expect(deriveSigningKey('raw', new Uint8Array(0), { capturedAt })).rejects.toEqual(refused)
    await expect(deriveSigningKey('raw', secretBytes('s'), { capturedAt: '' })).rejects.toEqual(refused)
  })
})

describe('the signature vectors', () => {
  it('are what their generator makes', () => {
    const made = [...validCases(), ...hostileCases()].map((test, i) => ({ tcId: i + 1, ...test }))
    expect(vectors.tests).toEqual(JSON.parse(JSON.stringify(made)))
  })

  it('have the form that their schema gives them', () => {
    const schema = z.fromJSONSchema(read(vectors.schema))
    expect(schema.safeParse(vectors).error).toBeUndefined()
    expect(vectors.tests.length + vectors.hmacKeyTests.length).toBe(vectors.numberOfTests)
  })

  it.each(vectors.tests.filter((test: SignatureVector) => test.result === 'valid') as SignatureVector[])(
    'accept $tcId: $comment',
    async ({ bundle, row, manifest, signingKeyHex }) => {
      const verified = await verify(bundle)
      if (row !== undefined) expect(verified).toEqual({ row, manifest, signingKeyHex })
    },
  )

  it.each(vectors.tests.filter((test: SignatureVector) => test.result === 'invalid') as SignatureVector[])(
    'refuse $tcId: $comment',
    async ({ bundle, error }) => {
      const thrown = await verify(bundle).catch((caught: unknown) => caught)
      expect(thrown).toBeInstanceOf(KartuError)
      expect((thrown as KartuError).code).toBe(error)
      expect(isErrorCode(error!)).toBe(true)
    },
  )

  it.each(
    vectors.hmacKeyTests as {
      tcId: number
      comment: string
      sent: string
      signingKeyHex: string
      result: string
    }[],
  )('judge the hmacKey of $tcId: $comment', async ({ sent, signingKeyHex, result }) => {
    const outcome = verifyHmacKey(sent, Buffer.from(signingKeyHex, 'hex'))
    if (result === 'valid') await outcome
    else await expect(outcome).rejects.toMatchObject({ code: 'hmac_key_mismatch' })
  })
})
