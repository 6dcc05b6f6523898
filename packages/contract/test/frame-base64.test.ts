import { KartuError } from '@kartu/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS, decodeFrameBase64, encodeFrameBase64 } from '../src/index.ts'

function codeOf(text: string): string {
  try {
    decodeFrameBase64(text, 3)
  } catch (error) {
    if (!(error instanceof KartuError)) throw error
    expect(error.details).toEqual({ frame: 3 })
    return error.code
  }
  return 'accepted'
}

describe('the base64 of a frame', () => {
  it('comes back as the bytes it was made from, with and without a data-URL prefix', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40_000 }), (bytes) => {
        const text = encodeFrameBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(Buffer.from(decodeFrameBase64(text, 0)).equals(bytes)).toBe(true)
        expect(Buffer.from(decodeFrameBase64(`data:image/jpeg;base64,${text}`, 0)).equals(bytes)).toBe(true)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['only a data-URL prefix', 'data:image/png;base64,'],
    ['a data URL that is not base64', 'data:image/png,AAAA'],
    ['a data URL without a comma', 'data:image/png;base64'],
    ['a data URL with an endless header', `data:${'a'.repeat(200)};base64,AAAA`],
    ['a blank', 'AA AAAAA'],
    ['a line break at the end', 'AAAAAAA\n'],
    ['a line break after 76 characters', `${'A'.repeat(76)}\r\n${'A'.repeat(78)}`],
    ['the URL alphabet', 'AA-_'],
    ['missing padding', 'QQ'],
    ['three padding characters', 'Q==='],
    ['padding in the middle', 'QQ==QUFB'],
    ['trailing bits that are not zero', 'QR=='],
    ['characters beyond ASCII', 'AAA\u0141'],
    ['JSON', '{"a":1}='],
  ])('is refused with %s', (_name, text) => {
    expect(codeOf(text)).toBe('frame_undecodable')
  })

  it('is refused when any one character before the last two is replaced by one outside the alphabet', () => {
    const text = encodeFrameBase64(Uint8Array.from({ length: 300 }, (_, i) => i))
    fc.assert(
      fc.property(
        fc.nat(text.length - 3),
        fc.constantFrom('-', '_', ' ', '\n', '\0', '*', '\u00e9', '='),
        (at, wrong) => {
          expect(codeOf(text.slice(0, at) + wrong + text.slice(at + 1))).toBe('frame_undecodable')
        },
      ),
    )
  })

  it('is accepted up to 4 MiB of bytes and refused beyond', () => {
    expect(codeOf(encodeFrameBase64(new Uint8Array(LIMITS.frameBytesMax)))).toBe('accepted')
    expect(codeOf(encodeFrameBase64(new Uint8Array(LIMITS.frameBytesMax + 1)))).toBe('frame_too_large')
  })
})
