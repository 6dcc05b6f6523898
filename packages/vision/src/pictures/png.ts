/** A raster of palette entries: every evidence raster is grey or a colour scale. */
export interface IndexedRaster {
  readonly width: number
  readonly height: number
  /** Row-major, one palette entry a pixel. */
  readonly data: Uint8Array
}

/** 256 entries R, G, B. The last one is drawn transparent: unknown. */
export type Palette = Uint8Array

/** The palette entry for what is not known. */
export const UNKNOWN_ENTRY = 255
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const
const BITS_PER_ENTRY = 8
const INDEXED_COLOR = 3
/** A stored deflate block holds no more (RFC 1951 §3.2.4). */
const BLOCK_MOST = 0xffff
const ADLER_MODULUS = 65521

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

/**
 * A PNG as a data URI. Its data are stored, not compressed: this package has no compressor and needs none, and how large a
 * picture becomes then depends on its dimensions alone, whatever was photographed.
 */
export function pngDataUri({ width, height, data }: IndexedRaster, palette: Palette): string {
  const lines = new Uint8Array((width + 1) * height)
  for (let y = 0; y < height; y++) lines.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const opaque = new Uint8Array(256).fill(255)
  opaque[UNKNOWN_ENTRY] = 0
  const header = [...bigEndian(width), ...bigEndian(height), BITS_PER_ENTRY, INDEXED_COLOR, 0, 0, 0]
  const chunks = [
    Uint8Array.from(PNG_SIGNATURE),
    chunk('IHDR', Uint8Array.from(header)),
    chunk('PLTE', palette),
    chunk('tRNS', opaque),
    chunk('IDAT', storedZlib(lines)),
    chunk('IEND', new Uint8Array(0)),
  ]
  return `data:image/png;base64,${base64(joined(chunks))}`
}

const bigEndian = (value: number): readonly number[] => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
]

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = joined([Uint8Array.from(type, (character) => character.charCodeAt(0)), data])
  let crc = 0xffffffff
  for (let i = 0; i < typed.length; i++) crc = CRC_TABLE[(crc ^ typed[i]!) & 255]! ^ (crc >>> 8)
  const checksum = bigEndian((crc ^ 0xffffffff) >>> 0)
  return joined([Uint8Array.from(bigEndian(data.length)), typed, Uint8Array.from(checksum)])
}

/** RFC 1950 around stored blocks of RFC 1951. */
function storedZlib(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  for (let at = 0; at < data.length; at += BLOCK_MOST) {
    const block = data.subarray(at, at + BLOCK_MOST)
    const isLast = at + BLOCK_MOST >= data.length ? 1 : 0
    const size = block.length
    parts.push(Uint8Array.of(isLast, size & 255, size >>> 8, ~size & 255, (~size >>> 8) & 255), block)
  }
  let a = 1
  let b = 0
  for (let i = 0; i < data.length; i++) {
    a = (a + data[i]!) % ADLER_MODULUS
    b = (b + a) % ADLER_MODULUS
  }
  parts.push(Uint8Array.from(bigEndian(((b << 16) | a) >>> 0)))
  return joined(parts)
}

function base64(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    groups.push(
      BASE64[a >> 2]!,
      BASE64[((a & 3) << 4) | ((b ?? 0) >> 4)]!,
      b === undefined ? '=' : BASE64[((b & 15) << 2) | ((c ?? 0) >> 6)]!,
      c === undefined ? '=' : BASE64[c & 63]!,
    )
  }
  return groups.join('')
}
