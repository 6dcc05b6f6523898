import sharp from 'sharp'
import type { RgbImage } from '@kartu/vision'

const QUALITY = 92

/** Pixels as a JPEG file. */
export function encodeJpeg({ width, height, data }: RgbImage): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer()
}
