import { undecodable } from './frame-error.ts'

/** What a JPEG file says about itself before any pixel is decoded. */
export interface JpegHeader {
  readonly format: 'jpeg'
  readonly width: number
  readonly height: number
  readonly progressive: boolean
  /** Sampling factors of each component, `[horizontal, vertical]`. */
  readonly sampling: readonly (readonly [number, number])[]
  /** The 64 entries of the luminance table in zigzag order, as in the file. */
  readonly luminanceTable: Uint8Array
  /** All tables that components use, in the components' order, concatenated. */
  readonly quantisationTables: Uint8Array
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const DQT = 0xdb
const SOF0_BASELINE = 0xc0
const SOF1_EXTENDED = 0xc1
const SOF2_PROGRESSIVE = 0xc2
/** Lossless, hierarchical and arithmetic-coded frames (ITU-T T.81 table B.1), less DHT, JPG and DAC that share the range. */
const REFUSED_FRAMES: ReadonlySet<number> = new Set([
  0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
])
/** Redefine the image's height or stack images; no encoder we serve writes them. */
const REFUSED_SEGMENTS: ReadonlySet<number> = new Set([0xdc, 0xde, 0xdf])
/** libjpeg's own progressive script has 10 scans; a file with 1,000 scans costs a minute (libjpeg-turbo LJT-01-004). */
const MAX_SCANS = 16
/** Cameras write fewer than 20; ICC and EXIF split over several. */
const MAX_SEGMENTS = 128

/**
 * Walks every marker of a JPEG file (ITU-T T.81 annex B) from SOI to EOI, the last two bytes: anything after EOI would be
 * a polyglot. Accepts 8-bit baseline, extended and progressive Huffman images of 1 or 3 components with at most 16 scans.
 * Throws `frame_undecodable`.
 */
export function inspectJpeg(bytes: Uint8Array): JpegHeader {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw undecodable('jpeg_start_missing')
  const tables = new Map<number, Uint8Array>()
  let frame: {
    width: number
    height: number
    progressive: boolean
    components: readonly Component[]
  } | null = null
  let scans = 0
  let segments = 0
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) throw undecodable('jpeg_marker_missing')
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    at += 2
    if (marker === undefined) throw undecodable('jpeg_truncated')
    if (marker === EOI) break
    if (marker === SOI || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd7))
      throw undecodable('jpeg_marker_misplaced')
    if (REFUSED_FRAMES.has(marker) || REFUSED_SEGMENTS.has(marker))
      throw undecodable('jpeg_process_unsupported')
    segments += 1
    if (segments > MAX_SEGMENTS) throw undecodable('jpeg_too_many_segments')
    const length = uint16(bytes, at)
    if (length < 2 || at + length > bytes.length) throw undecodable('jpeg_truncated')
    const body = bytes.subarray(at + 2, at + length)
    at += length
    if (marker === DQT) readTables(body, tables)
    if (marker === SOF0_BASELINE || marker === SOF1_EXTENDED || marker === SOF2_PROGRESSIVE) {
      if (frame !== null) throw undecodable('jpeg_several_images')
      frame = { ...readFrame(body), progressive: marker === SOF2_PROGRESSIVE }
    }
    if (marker === SOS) {
      if (frame === null) throw undecodable('jpeg_scan_without_frame')
      scans += 1
      if (scans > MAX_SCANS) throw undecodable('jpeg_too_many_scans')
      at = endOfScan(bytes, at)
    }
  }
  if (at !== bytes.length) throw undecodable('bytes_after_end')
  if (frame === null || scans === 0) throw undecodable('jpeg_without_image')
  const used = frame.components.map((component) => tables.get(component.table))
  const luminanceTable = used[0]
  if (luminanceTable === undefined || used.includes(undefined)) throw undecodable('jpeg_table_missing')
  const quantisationTables = new Uint8Array(used.length * 64)
  used.forEach((table, index) => quantisationTables.set(table ?? [], index * 64))
  const { width, height, progressive, components } = frame
  const sampling = components.map((component) => component.sampling)
  return { format: 'jpeg', width, height, progressive, sampling, luminanceTable, quantisationTables }
}

interface Component {
  readonly sampling: readonly [number, number]
  readonly table: number
}

function readFrame(body: Uint8Array): { width: number; height: number; components: readonly Component[] } {
  const count = body[5] ?? 0
  if (body[0] !== 8 || (count !== 1 && count !== 3) || body.length !== 6 + count * 3) {
    throw undecodable('jpeg_pixel_format_unsupported')
  }
  const components = Array.from({ length: count }, (_, index): Component => {
    const factors = body[7 + index * 3] ?? 0
    const sampling = [factors >> 4, factors & 15] as const
    if (sampling.some((factor) => factor < 1 || factor > 4)) throw undecodable('jpeg_sampling_invalid')
    return { sampling, table: body[8 + index * 3] ?? 0 }
  })
  return { width: uint16(body, 3), height: uint16(body, 1), components }
}

function readTables(body: Uint8Array, tables: Map<number, Uint8Array>): void {
  let at = 0
  while (at < body.length) {
    const head = body[at] ?? 0
    // Precision 1 means 16-bit entries, which 8-bit baseline images never need.
    if (head >> 4 !== 0 || (head & 15) > 3 || at + 65 > body.length) throw undecodable('jpeg_table_invalid')
    tables.set(head & 15, body.slice(at + 1, at + 65))
    at += 65
  }
}

/** Position of the first marker after entropy-coded data: 0xFF00 is a stuffed byte and RST0–7 belong to the data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    const next = bytes[at + 1]
    if (at < 0 || next === undefined) throw undecodable('jpeg_truncated')
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}
