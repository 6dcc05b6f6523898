import sharp from 'sharp'
import type { RgbPicture } from '../card/render-card.ts'

/** Decodes an encoded picture to 8-bit sRGB. */
export async function decodePicture(bytes: Uint8Array): Promise<RgbPicture> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}
