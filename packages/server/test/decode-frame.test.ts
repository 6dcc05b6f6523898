import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import sharp from 'sharp'
import { KartuError } from '@kartu/core'
import { decodeFrame } from '../src/adapters/decode-frame.ts'
import { inspectHeader } from '../src/adapters/inspect-header.ts'

const WIDTH_PX = 400
const HEIGHT_PX = 300

function gradient(channels: 1 | 3 | 4 = 3): ReturnType<typeof sharp> {
  const data = new Uint8Array(WIDTH_PX * HEIGHT_PX * channels)
  for (let i = 0; i < data.length; i += 1)
    data[i] = (i * 7 + Math.floor(i / (WIDTH_PX * channels)) * 13) % 251
  return sharp(data, { raw: { width: WIDTH_PX, height: HEIGHT_PX, channels } })
}

function reasonOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof KartuError) return `${error.code}:${String(error.details?.['reason'])}`
    throw error
  }
  return 'accepted'
}

async function rejection(bytes: Uint8Array): Promise<string> {
  return decodeFrame(bytes).then(
    () => 'accepted',
    (error: unknown) => (error instanceof KartuError ? error.code : 'not a KartuError'),
  )
}

const append = (bytes: Uint8Array, text: string): Uint8Array => Buffer.concat([bytes, Buffer.from(text)])

describe('inspectHeader', () => {
  it('reads the size of a baseline and a progressive JPEG', async () => {
    for (const progressive of [false, true]) {
      const header = inspectHeader(await gradient().jpeg({ progressive }).toBuffer())
      expect(header).toMatchObject({ format: 'jpeg', width: WIDTH_PX, height: HEIGHT_PX, progressive })
    }
  })

  it('reads the size of PNG and of lossy, lossless and extended WebP', async () => {
    const size = { width: WIDTH_PX, height: HEIGHT_PX }
    expect(inspectHeader(await gradient().png().toBuffer())).toEqual({ format: 'png', ...size })
    expect(inspectHeader(await gradient().webp().toBuffer())).toEqual({ format: 'webp', ...size })
    expect(inspectHeader(await gradient().webp({ lossless: true }).toBuffer())).toEqual({
      format: 'webp',
      ...size,
    })
    expect(inspectHeader(await gradient(4).webp().toBuffer())).toEqual({ format: 'webp', ...size })
  })

  it('refuses bytes behind the end of the image', async () => {
    for (const file of [gradient().jpeg(), gradient().png(), gradient().webp()]) {
      const bytes = append(await file.toBuffer(), 'PK\u0003\u0004')
      expect(reasonOf(() => inspectHeader(bytes))).toBe('frame_undecodable:bytes_after_end')
    }
  })

  it('refuses a JPEG with more scans than any encoder writes', async () => {
    const bytes = await gradient().jpeg({ progressive: true }).toBuffer()
    const lastScan = bytes.lastIndexOf(Buffer.from([0xff, 0xda]))
    const scan = bytes.subarray(lastScan, bytes.length - 2)
    const bomb = Buffer.concat([
      bytes.subarray(0, -2),
      ...Array.from({ length: 20 }, () => scan),
      bytes.subarray(-2),
    ])
    expect(reasonOf(() => inspectHeader(bomb))).toBe('frame_undecodable:jpeg_too_many_scans')
  })

  it('refuses four-component JPEG, interlaced and 16-bit PNG, animated WebP and other formats', async () => {
    const cmyk = await gradient().toColourspace('cmyk').jpeg().toBuffer()
    expect(reasonOf(() => inspectHeader(cmyk))).toBe('frame_undecodable:jpeg_pixel_format_unsupported')
    const interlaced = await gradient().png({ progressive: true }).toBuffer()
    expect(reasonOf(() => inspectHeader(interlaced))).toBe('frame_undecodable:png_pixel_format_unsupported')
    const deep = await gradient().toColourspace('rgb16').png().toBuffer()
    expect(reasonOf(() => inspectHeader(deep))).toBe('frame_undecodable:png_pixel_format_unsupported')
    const still = await gradient(4).webp().toBuffer()
    still[20] = (still[20] ?? 0) | 0x02
    expect(reasonOf(() => inspectHeader(still))).toBe('frame_undecodable:animated')
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '%PDF-1.7', '']) {
      expect(reasonOf(() => inspectHeader(Buffer.from(text)))).toBe('frame_undecodable:unknown_format')
    }
  })

  it('refuses a pixel flood and an image too small to read', async () => {
    const flood = await gradient().png().toBuffer()
    flood.writeUInt32BE(16_000, 16)
    flood.writeUInt32BE(16_000, 20)
    expect(reasonOf(() => inspectHeader(flood))).toBe('frame_too_large:pixels')
    expect(reasonOf(() => inspectHeader(new Uint8Array(4 * 1024 * 1024 + 1)))).toBe('frame_too_large:bytes')
    const small = await gradient().resize(300, 190).jpeg().toBuffer()
    expect(reasonOf(() => inspectHeader(small))).toBe('frame_undecodable:too_small')
  })

  it('answers any damaged file with one of its two codes', async () => {
    const files = [
      await gradient().jpeg().toBuffer(),
      await gradient().png().toBuffer(),
      await gradient().webp().toBuffer(),
    ]
    const damage = fc.tuple(
      fc.constantFrom(...files),
      fc.nat(600),
      fc.nat(255),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(damage, ([file, position, value, kept]) => {
        const bytes = Uint8Array.from(file.subarray(0, Math.ceil(file.length * kept)))
        if (position < bytes.length) bytes[position] = value
        expect(reasonOf(() => inspectHeader(bytes))).toMatch(
          /^(accepted|frame_undecodable:|frame_too_large:)/u,
        )
      }),
      { numRuns: 300 },
    )
  })
})

describe('decodeFrame', () => {
  it('gives three 8-bit channels for grey, colour and transparent images', async () => {
    for (const file of [
      gradient(1).toColourspace('b-w').jpeg(),
      gradient(3).jpeg(),
      gradient(4).png(),
      gradient(4).webp(),
    ]) {
      const { image } = await decodeFrame(await file.toBuffer())
      expect([image.width, image.height, image.data.length]).toEqual([
        WIDTH_PX,
        HEIGHT_PX,
        WIDTH_PX * HEIGHT_PX * 3,
      ])
    }
  })

  it('turns the image upright by its EXIF orientation', async () => {
    const bytes = await gradient().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { image } = await decodeFrame(bytes)
    expect([image.width, image.height]).toEqual([HEIGHT_PX, WIDTH_PX])
  })

  it('names the quality and the chroma subsampling of a JPEG', async () => {
    for (const quality of [40, 75, 92]) {
      const bytes = await gradient()
        .jpeg({ quality, chromaSubsampling: quality > 90 ? '4:4:4' : '4:2:0' })
        .toBuffer()
      const { encoding } = await decodeFrame(bytes)
      expect(encoding).toMatchObject({ format: 'jpeg', jpegQuality: quality })
      expect(encoding.chromaSubsampling).toBe(quality > 90 ? '4:4:4' : '4:2:0')
      expect(encoding.quantisationDigest).toMatch(/^[0-9a-f]{64}$/u)
    }
  })

  it('refuses a file whose pixels are damaged though its markers are whole', async () => {
    const bytes = await gradient().jpeg().toBuffer()
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]))
    const cut = Buffer.concat([bytes.subarray(0, scan + 400), Buffer.from([0xff, 0xd9])])
    expect(await rejection(cut)).toBe('frame_undecodable')
  })

  it('leaves every other loader of the process blocked', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>')
    await expect(sharp(svg).raw().toBuffer()).rejects.toThrow()
    expect(await rejection(svg)).toBe('frame_undecodable')
  })
})
