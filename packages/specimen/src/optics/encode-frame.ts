import sharp from 'sharp'
import type { JpegSettings } from './device-profile.ts'

/** Encodes 8-bit sRGB as a baseline JPEG file. */
export async function encodeFrame(
  data: Uint8Array,
  width: number,
  height: number,
  settings: JpegSettings,
): Promise<Uint8Array> {
  const { quality, chromaSubsampling } = settings
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling })
    .toBuffer()
  return new Uint8Array(bytes)
}
