import type { RgbImage } from '../image/image.ts'

/** One printed character as connected ink, in pixels of the picture it was found in; x1 and y1 are exclusive. */
export interface GlyphBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** Ink pixels. */
  readonly ink: number
}

/** A region of a picture in its pixels; x1 and y1 are exclusive. */
export interface PixelRegion {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

const LEVELS = 256

/** Otsu's threshold: the grey level that splits the histogram into two classes of least inner variance. */
function otsuThreshold(histogram: Uint32Array, total: number): number {
  let sum = 0
  for (let i = 0; i < LEVELS; i++) sum += i * histogram[i]!
  let below = 0
  let sumBelow = 0
  let best = -1
  let threshold = 0
  for (let i = 0; i < LEVELS; i++) {
    below += histogram[i]!
    if (below === 0) continue
    if (below === total) break
    sumBelow += i * histogram[i]!
    const difference = sumBelow / below - (sum - sumBelow) / (total - below)
    const between = below * (total - below) * difference * difference
    if (between > best) {
      best = between
      threshold = i
    }
  }
  return threshold
}

/**
 * Characters of one line of dark print: connected dark areas between two heights in pixels, left to right. Dots, specks and
 * rules fall out by their height; touching characters come out as one wide box.
 */
export function findGlyphs(
  image: RgbImage,
  region: PixelRegion,
  heightLowPx: number,
  heightHighPx: number,
): readonly GlyphBox[] {
  const x0 = Math.max(0, Math.floor(region.x0))
  const y0 = Math.max(0, Math.floor(region.y0))
  const width = Math.min(image.width, Math.ceil(region.x1)) - x0
  const height = Math.min(image.height, Math.ceil(region.y1)) - y0
  if (width < 4 || height < 4) return []
  const grey = new Uint8Array(width * height)
  const histogram = new Uint32Array(LEVELS)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 3 * ((y0 + y) * image.width + x0 + x)
      // The darkest channel of ink is as dark as the others; that of a red watermark is not its red one.
      const value = Math.max(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!)
      grey[y * width + x] = value
      histogram[value]!++
    }
  }
  const threshold = otsuThreshold(histogram, grey.length)
  const isInk = (i: number): boolean => grey[i]! <= threshold
  const seen = new Uint8Array(grey.length)
  const parts: GlyphBox[] = []
  const queue: number[] = []
  for (let start = 0; start < grey.length; start++) {
    if (seen[start] || !isInk(start)) continue
    seen[start] = 1
    queue.length = 0
    queue.push(start)
    let [left, right, top, bottom] = [width, 0, height, 0]
    for (let head = 0; head < queue.length; head++) {
      const i = queue[head]!
      const x = i % width
      const y = (i - x) / width
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx
          const ny = y + dy
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
          const next = ny * width + nx
          if (seen[next] || !isInk(next)) continue
          seen[next] = 1
          queue.push(next)
        }
      }
    }
    parts.push({ x0: x0 + left, x1: x0 + right + 1, y0: y0 + top, y1: y0 + bottom + 1, ink: queue.length })
  }
  return parts
    .filter((part) => part.y1 - part.y0 >= heightLowPx && part.y1 - part.y0 <= heightHighPx)
    .sort((a, b) => a.x0 - b.x0)
}
