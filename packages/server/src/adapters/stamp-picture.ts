import sharp from 'sharp'
import { GLYPH_HEIGHT_PX, setText } from './bitmap-type.ts'
import { MAX_FRAME_PIXELS } from './inspect-header.ts'

/** Half of what is beneath stays: details can be judged through the mark, and no crop of a card's size is without it. */
const INK = { light: [255, 255, 255, 92], dark: [0, 0, 0, 92] } as const
const GAP_PX = { x: 48, y: 72 } as const
/** The text is as large on every picture, measured by its width. */
const TEXT_SHARE = 1 / 45
const JPEG_QUALITY = 90

/**
 * A picture as it may leave the service: upright, without whatever else its file held, and with who looks at it and when written all
 * over. Whoever photographs the screen or keeps the file leaves their name on it. Answers a JPEG.
 */
export async function stampPicture(bytes: Uint8Array, mark: string): Promise<Uint8Array> {
  const upright = await sharp(bytes, { limitInputPixels: MAX_FRAME_PIXELS, autoOrient: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = upright.info
  const scale = Math.max(1, Math.round((width * TEXT_SHARE) / GLYPH_HEIGHT_PX))
  const tile = drawTile(mark)
  const stamp = await sharp(tile.pixels, { raw: { width: tile.width, height: tile.height, channels: 4 } })
    .resize({ width: tile.width * scale, height: tile.height * scale, kernel: 'nearest' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const overlay = spread(stamp.data, stamp.info, width, height)
  return sharp(upright.data, { raw: { width, height, channels } })
    .composite([{ input: overlay, raw: { width, height, channels: 4 } }])
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The mark once, light with a dark shadow, so that it shows on any ground. */
function drawTile(mark: string): Size & { readonly pixels: Uint8Array } {
  const text = setText(mark)
  const width = text.width + GAP_PX.x
  const height = GLYPH_HEIGHT_PX + GAP_PX.y
  const pixels = new Uint8Array(width * height * 4)
  const inkIn = (dx: number, dy: number, ink: readonly number[]): void => {
    text.pixels.forEach((isInked, at) => {
      if (isInked === 0) return
      const x = (at % text.width) + dx
      const y = Math.floor(at / text.width) + dy
      pixels.set(ink, (y * width + x) * 4)
    })
  }
  inkIn(1, 1, INK.dark)
  inkIn(0, 0, INK.light)
  return { width, height, pixels }
}

/** Repeats a tile over a whole picture, every other row moved by half, so that no vertical strip is free of it. */
function spread(tile: Uint8Array, size: Size, width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    const shift = Math.floor(y / size.height) % 2 === 0 ? 0 : Math.floor(size.width / 2)
    const row = (y % size.height) * size.width
    for (let x = 0; x < width; x += 1) {
      const from = (row + ((x + shift) % size.width)) * 4
      if (tile[from + 3] === 0) continue
      pixels.set(tile.subarray(from, from + 4), (y * width + x) * 4)
    }
  }
  return pixels
}
