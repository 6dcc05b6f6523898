import type { RgbImage } from '@kartu/vision'
import { createSeededRandom, type Quad } from '@kartu/specimen'

/** A picture with no KTP in it, and what it is. */
export interface NonCard {
  readonly kind: string
  readonly image: RgbImage
}

/** Simulated frames without a KTP: the table alone, a blank card, another document on the card's place, and noise. */
export function nonCards(frame: RgbImage, quad: Quad, seed: string): readonly NonCard[] {
  return [
    { kind: 'empty table', image: withoutCard(frame, quad) },
    { kind: 'blank card', image: repainted(frame, quad, () => [196, 208, 214]) },
    { kind: 'letter', image: repainted(frame, quad, letter(seed)) },
    { kind: 'bank card', image: repainted(frame, quad, bankCard) },
    { kind: 'noise', image: noise(frame.width, frame.height, seed) },
  ]
}

type Paint = (u: number, v: number) => readonly [number, number, number]

const PAPER = [238, 236, 230] as const
const INK = [44, 44, 48] as const

/** Full-width text lines under a heading, as on any form. */
function letter(seed: string): Paint {
  const random = createSeededRandom(seed)
  const lengths = Array.from({ length: 40 }, () => 0.6 + 0.35 * random.next())
  return (u, v) => {
    const line = Math.floor(v * 16)
    const inLine = v * 16 - line
    const word = Math.sin(u * 190 + line * 7) + Math.sin(u * 61 + line)
    return inLine > 0.3 && inLine < 0.7 && u > 0.06 && u < lengths[line]! && word > -0.4 ? INK : PAPER
  }
}

/** A number line, a chip and a name. */
const bankCard: Paint = (u, v) => {
  if (u > 0.08 && u < 0.22 && v > 0.32 && v < 0.52) return [214, 186, 92]
  const number =
    v > 0.58 && v < 0.67 && u > 0.08 && u < 0.86 && Math.sin(u * 120) > 0.1 && Math.sin(u * 32) > -0.8
  const name = v > 0.83 && v < 0.88 && u > 0.08 && u < 0.5 && Math.sin(u * 200) > 0
  return number || name ? [232, 232, 236] : [38 + 60 * u, 52, 118 - 40 * v]
}

/** Every card pixel takes the table's colour from just beyond the nearer long side. */
function withoutCard(frame: RgbImage, quad: Quad): RgbImage {
  const data = Uint8Array.from(frame.data)
  const ys = quad.map((corner) => corner.y)
  const [top, bottom] = [Math.max(0, Math.min(...ys) - 12), Math.min(frame.height - 1, Math.max(...ys) + 12)]
  for (let y = Math.ceil(top); y < bottom; y += 1) {
    const share = (y - top) / (bottom - top)
    for (let x = 0; x < frame.width; x += 1) {
      for (let c = 0; c < 3; c += 1) {
        const above = frame.data[(Math.floor(top) * frame.width + x) * 3 + c]!
        const below = frame.data[(Math.floor(bottom) * frame.width + x) * 3 + c]!
        data[(y * frame.width + x) * 3 + c] = above * (1 - share) + below * share
      }
    }
  }
  return { ...frame, data }
}

/** The quad painted anew; the light across the frame is not imitated. */
function repainted(frame: RgbImage, quad: Quad, paint: Paint): RgbImage {
  const data = Uint8Array.from(frame.data)
  const [a, b, c, d] = quad
  const steps = 1400
  for (let i = 0; i < steps; i += 1) {
    for (let j = 0; j < steps; j += 1) {
      const [u, v] = [(i + 0.5) / steps, (j + 0.5) / steps]
      const x = Math.round((a.x * (1 - u) + b.x * u) * (1 - v) + (d.x * (1 - u) + c.x * u) * v)
      const y = Math.round((a.y * (1 - u) + b.y * u) * (1 - v) + (d.y * (1 - u) + c.y * u) * v)
      if (x >= 0 && y >= 0 && x < frame.width && y < frame.height)
        data.set(paint(u, v), (y * frame.width + x) * 3)
    }
  }
  return { ...frame, data }
}

function noise(width: number, height: number, seed: string): RgbImage {
  const random = createSeededRandom(seed)
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => 256 * random.next()) }
}
