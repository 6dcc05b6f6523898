import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { EncodingTraits, RgbImage } from '@kartu/vision'
import { undecodable } from './frame-error.ts'
import { inspectHeader, MAX_FRAME_PIXELS, type FrameHeader } from './inspect-header.ts'
import { estimateJpegQuality } from './jpeg-quality.ts'

// These three settings are global to the process: importing this file makes libvips refuse every other format (SVG is
// decoded by default), stop keeping decoded images, and stay on the worker's own thread.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
sharp.cache(false)
sharp.concurrency(1)

/**
 * Decodes one frame's file to 8-bit sRGB, upright by its EXIF orientation and without alpha, after `inspectHeader` accepted it.
 * Anything the decoder warns about, a truncated file for example, is refused. Throws `frame_undecodable` or `frame_too_large`.
 */
export async function decodeFrame(bytes: Uint8Array): Promise<{ image: RgbImage; encoding: EncodingTraits }> {
  const header = inspectHeader(bytes)
  const options = { limitInputPixels: MAX_FRAME_PIXELS, failOn: 'warning', autoOrient: true } as const
  const decoded = await sharp(bytes, options)
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      // libvips' message may quote the file; it stays here.
      throw undecodable('damaged')
    })
  const { width, height, channels } = decoded.info
  if (channels !== 3) throw undecodable('pixel_format_unsupported')
  const { buffer, byteOffset, byteLength } = decoded.data
  const image = { width, height, data: new Uint8Array(buffer, byteOffset, byteLength) }
  return { image, encoding: encodingTraits(header) }
}

function encodingTraits(header: FrameHeader): EncodingTraits {
  if (header.format !== 'jpeg') {
    return { format: header.format, jpegQuality: null, chromaSubsampling: null, quantisationDigest: null }
  }
  return {
    format: 'jpeg',
    jpegQuality: estimateJpegQuality(header.luminanceTable),
    chromaSubsampling: chromaSubsampling(header.sampling),
    quantisationDigest: createHash('sha256').update(header.quantisationTables).digest('hex'),
  }
}

/** Named by the luminance factors over the chroma ones; null for a grey image. */
function chromaSubsampling(
  sampling: readonly (readonly [number, number])[],
): EncodingTraits['chromaSubsampling'] {
  const [luminance, blue, red] = sampling
  if (luminance === undefined || blue === undefined || red === undefined) return null
  if (blue[0] !== red[0] || blue[1] !== red[1]) return 'other'
  const ratio = `${luminance[0] / blue[0]}x${luminance[1] / blue[1]}`
  const names: Readonly<Record<string, '4:4:4' | '4:2:2' | '4:2:0'>> = {
    '1x1': '4:4:4',
    '2x1': '4:2:2',
    '2x2': '4:2:0',
  }
  return names[ratio] ?? 'other'
}
