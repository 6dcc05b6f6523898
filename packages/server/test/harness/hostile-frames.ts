import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { testFrame } from './test-frame.ts'

export interface HostileFrame {
  readonly what: string
  readonly bytes: Uint8Array
}

const WIDTH_PX = 480
const HEIGHT_PX = 300
const HUGE_PX = 65_000
const FRAME_BYTES_MAX = 4 * 1024 * 1024

/** Files that are not one whole, plain image within the limits: each must be refused with its signature in order. */
export async function hostileFrames(): Promise<HostileFrame[]> {
  const jpeg = Buffer.from(await testFrame(WIDTH_PX, HEIGHT_PX))
  const picture = () => sharp(jpeg)
  const png = await picture().png().toBuffer()
  const webp = await picture().webp().toBuffer()
  // Pages that differ: an encoder makes a still picture out of equal ones.
  const page = WIDTH_PX * HEIGHT_PX * 3
  const pages = Buffer.concat([Buffer.alloc(page, 40), Buffer.alloc(page, 120), Buffer.alloc(page, 200)])
  const animate = (format: 'webp' | 'gif') =>
    sharp(pages, { raw: { width: WIDTH_PX, height: HEIGHT_PX * 3, channels: 3, pageHeight: HEIGHT_PX } })
      [format]({ loop: 0, delay: [100, 100, 100] })
      .toBuffer()
  const named: readonly (readonly [string, Uint8Array])[] = [
    ['one byte', Buffer.from([0xff])],
    ['text', Buffer.from('not an image, however much it may look like one '.repeat(40))],
    ['html', Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(10))],
    ['svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"/>`)],
    ['pdf', Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>')],
    ['zip', Buffer.from('504b0304140000000800', 'hex')],
    ['gif', await animate('gif')],
    ['animated webp', await animate('webp')],
    ['animated png', insertAfterHeader(png, chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])))],
    ['16-bit png', await picture().toColourspace('rgb16').png().toBuffer()],
    ['tiff', await picture().tiff().toBuffer()],
    ['cmyk jpeg', await picture().toColourspace('cmyk').jpeg().toBuffer()],
    ['small picture', await sharp(jpeg).resize(64, 40).jpeg().toBuffer()],
    ['jpeg of 65000 × 65000', claimJpegSize(jpeg, HUGE_PX, HUGE_PX)],
    ['jpeg of no height', claimJpegSize(jpeg, WIDTH_PX, 0)],
    ['png of 65000 × 65000', claimPngSize(png, HUGE_PX, HUGE_PX)],
    ['png that unpacks to 192 MB', pngBomb(HUGE_PX, 1000)],
    ['png of 4 gigapixels and no data', pngBomb(HUGE_PX, 0)],
    ['webp cut short', webp.subarray(0, webp.length - 30)],
    ['webp with a tail', Buffer.concat([webp, Buffer.from('PK\u0003\u0004 more')])],
    ['png with a tail', Buffer.concat([png, Buffer.from('<html>')])],
    ['jpeg with a zip behind', Buffer.concat([jpeg, Buffer.from('504b0304', 'hex'), Buffer.alloc(500, 1)])],
    ['jpeg with html behind', Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')])],
    ['two jpegs', Buffer.concat([jpeg, jpeg])],
    ['jpeg without its end', jpeg.subarray(0, jpeg.length - 2)],
    ['jpeg of the start marker only', jpeg.subarray(0, 2)],
    ['jpeg over 4 MiB', Buffer.concat([jpeg, Buffer.alloc(FRAME_BYTES_MAX)])],
    ['jpeg over 16 megapixels', await bigJpeg()],
  ]
  const cuts = Array.from({ length: 60 }, (_, index) => {
    const length = Math.floor(((index + 1) / 61) * jpeg.length)
    return [`jpeg cut at ${length}`, jpeg.subarray(0, length)] as const
  })
  const pngCuts = Array.from({ length: 30 }, (_, index) => {
    const length = Math.floor(((index + 1) / 31) * png.length)
    return [`png cut at ${length}`, png.subarray(0, length)] as const
  })
  return [...named, ...cuts, ...pngCuts].map(([what, bytes]) => ({ what, bytes: new Uint8Array(bytes) }))
}

/** Rewrites the dimensions in the frame header (SOF0) of a baseline JPEG. */
function claimJpegSize(jpeg: Buffer, widthPx: number, heightPx: number): Buffer {
  const copy = Buffer.from(jpeg)
  const frameHeader = copy.indexOf(Buffer.from([0xff, 0xc0]))
  copy.writeUInt16BE(heightPx, frameHeader + 5)
  copy.writeUInt16BE(widthPx, frameHeader + 7)
  return copy
}

function claimPngSize(png: Buffer, widthPx: number, heightPx: number): Buffer {
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), png.subarray(33)])
}

/** A small file of zeros that is a huge picture once unpacked. */
function pngBomb(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx === 0 ? widthPx : heightPx, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(Buffer.alloc((widthPx * 3 + 1) * heightPx), { level: 9 })
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function insertAfterHeader(png: Buffer, extra: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), extra, png.subarray(33)])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

async function bigJpeg(): Promise<Buffer> {
  return sharp({ create: { width: 5000, height: 3300, channels: 3, background: '#678' } })
    .jpeg({ quality: 40 })
    .toBuffer()
}
