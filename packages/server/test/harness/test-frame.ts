import sharp from 'sharp'

const WIDTH_PX = 480
const HEIGHT_PX = 300
let count = 0

/** A small JPEG that no other call gives: frames are recognised by their bytes. */
export async function testFrame(widthPx = WIDTH_PX, heightPx = HEIGHT_PX): Promise<Uint8Array> {
  count += 1
  const shade = count % 200
  const pixels = Buffer.alloc(widthPx * heightPx * 3, shade)
  pixels.writeUInt32LE(count, 0)
  for (let at = 0; at < 64; at += 1) pixels[at * 9 * widthPx] = (count * (at + 7)) % 256
  const jpeg = await sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer()
  return withComment(jpeg, `frame ${process.pid} ${count} ${Date.now()}`)
}

/** A COM segment after SOI: another file, the same picture. */
function withComment(jpeg: Buffer, text: string): Uint8Array {
  const comment = Buffer.from(text, 'latin1')
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 0])
  head.writeUInt16BE(comment.length + 2, 4)
  return new Uint8Array(Buffer.concat([head, comment, jpeg.subarray(2)]))
}
