import { resizePlane, type RgbImage } from '@kartu/vision'

/** 8 bits a pixel, row-major from the top left. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export interface PixelArea {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

const WHITE = 255
/** Paper is estimated on blocks of this side, px. */
const BLOCK_PX = 4
/** Half side, in blocks, of the square whose brightest is paper: wider than the header's strokes. */
const RADIUS_BLOCKS = 3
/** Darker paper holds no print, and dividing by it would make noise into ink. */
const DARKEST_PAPER = 12

/**
 * The card as black print on white paper: the brightest channel, in which coloured overlays and flashes fade, divided by the
 * paper around it (a grey closing, as one would do it with OpenCV). Engines that binarise need it: without it half of
 * Tesseract's fields are lost to the watermark and the light's gradient.
 */
export function flattenCard(card: RgbImage): GreyPicture {
  const { width, height, data: rgb } = card
  const brightest = new Float32Array(width * height)
  for (let i = 0, j = 0; i < brightest.length; i++, j += 3) {
    brightest[i] = Math.max(rgb[j]!, rgb[j + 1]!, rgb[j + 2]!)
  }
  const columns = Math.ceil(width / BLOCK_PX)
  const rows = Math.ceil(height / BLOCK_PX)
  const blocks = resizePlane({ width, height, data: brightest }, columns, rows).data
  const paper = spread(spread(blocks, columns, rows, Math.max), columns, rows, Math.min)
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = Math.max(DARKEST_PAPER, sample(paper, columns, rows, x, y))
      data[y * width + x] = Math.min(WHITE, Math.round((WHITE * brightest[y * width + x]!) / level))
    }
  }
  return { width, height, data }
}

/** Each block becomes the greatest (or least) of the square around it. */
function spread(
  blocks: Float32Array,
  columns: number,
  rows: number,
  choose: (a: number, b: number) => number,
): Float32Array {
  const along = (from: Float32Array, step: (x: number, y: number, k: number) => number) => {
    const to = new Float32Array(from.length)
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        let value = from[y * columns + x]!
        for (let k = -RADIUS_BLOCKS; k <= RADIUS_BLOCKS; k++) value = choose(value, from[step(x, y, k)]!)
        to[y * columns + x] = value
      }
    }
    return to
  }
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, value))
  const across = along(blocks, (x, y, k) => y * columns + clamp(x + k, columns))
  return along(across, (x, y, k) => clamp(y + k, rows) * columns + x)
}

/** Bilinear, so that blocks leave no steps. */
function sample(blocks: Float32Array, columns: number, rows: number, x: number, y: number): number {
  const fx = Math.min(columns - 1, Math.max(0, (x + 0.5) / BLOCK_PX - 0.5))
  const fy = Math.min(rows - 1, Math.max(0, (y + 0.5) / BLOCK_PX - 0.5))
  const [x0, y0] = [Math.floor(fx), Math.floor(fy)]
  const [x1, y1] = [Math.min(columns - 1, x0 + 1), Math.min(rows - 1, y0 + 1)]
  const [tx, ty] = [fx - x0, fy - y0]
  const at = (column: number, row: number) => blocks[row * columns + column]!
  return (at(x0, y0) * (1 - tx) + at(x1, y0) * tx) * (1 - ty) + (at(x0, y1) * (1 - tx) + at(x1, y1) * tx) * ty
}

/** A copy with an area painted white. */
export function blankArea(picture: GreyPicture, area: PixelArea): GreyPicture {
  const data = Uint8Array.from(picture.data)
  for (let y = area.y0; y < area.y1; y++) {
    data.fill(WHITE, y * picture.width + area.x0, y * picture.width + area.x1)
  }
  return { ...picture, data }
}

export function cropArea(picture: GreyPicture, area: PixelArea): GreyPicture {
  const width = area.x1 - area.x0
  const height = area.y1 - area.y0
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (area.y0 + y) * picture.width + area.x0
    data.set(picture.data.subarray(from, from + width), y * width)
  }
  return { width, height, data }
}

/** Area given in 0–1 of the card, in whole pixels of a picture of it. */
export function toPixels(picture: { width: number; height: number }, area: PixelArea): PixelArea {
  return {
    x0: Math.round(area.x0 * picture.width),
    y0: Math.round(area.y0 * picture.height),
    x1: Math.round(area.x1 * picture.width),
    y1: Math.round(area.y1 * picture.height),
  }
}

/** Netpbm's binary greymap: a header and the pixels, so that no engine spends time on decoding. */
export function encodePgm({ width, height, data }: GreyPicture): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n${WHITE}\n`), data])
}
