import { CARD_WIDTH_MM } from '../card/card-layout.ts'
import type { LinearTexture } from '../optics/subject.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** Light bleaches and rubbing greys a print: how far all of it goes towards a pale grey on the most worn card. */
const FADE = 0.3
const FADED_ALBEDO = 0.58
const MOST_SCRATCHES = 70
const SCRATCH_LENGTH_MM_RANGE = [3, 38] as const
const SCRATCH_HALF_WIDTH_MM_RANGE = [0.02, 0.07] as const
/** Scratched film scatters: what a scratch adds to the albedo at its middle. */
const SCRATCH_ALBEDO_RANGE = [0.04, 0.22] as const
const SCRATCH_BEND = 0.15

/** A print as years in a wallet leave it: paler, and under fine pale scratches. `wear` runs from 0 to 1. */
export function wearPrint(print: LinearTexture, wear: number, random: SeededRandom): LinearTexture {
  const { width, height } = print
  const fade = FADE * wear
  const data = print.data.map((albedo) => albedo + fade * (FADED_ALBEDO - albedo))
  const texelsPerMm = width / CARD_WIDTH_MM
  const scratches = Math.round(MOST_SCRATCHES * wear * random.between(0.5, 1))
  // Wallets scratch mostly one way.
  const grain = random.between(0, Math.PI)
  for (let i = 0; i < scratches; i++) {
    let angle = grain + random.normal() * 0.5
    const bend = (random.between(-SCRATCH_BEND, SCRATCH_BEND) * Math.PI) / 180
    const length = random.between(...SCRATCH_LENGTH_MM_RANGE) * texelsPerMm
    const sigma = Math.max(0.4, random.between(...SCRATCH_HALF_WIDTH_MM_RANGE) * texelsPerMm)
    const depth = random.between(...SCRATCH_ALBEDO_RANGE) / (sigma < 0.5 ? 1.5 : 1)
    let [x, y] = [random.between(0, width), random.between(0, height)]
    for (let walked = 0; walked < length; walked += 1) {
      const ends = Math.min(1, walked / 8, (length - walked) / 8)
      scatterAt(data, width, height, x, y, sigma, depth * ends)
      angle += bend
      x += Math.cos(angle)
      y += Math.sin(angle)
    }
  }
  return { width, height, data }
}

/** Lifts the albedo around a point of a scratch, never above white. */
function scatterAt(
  data: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  sigma: number,
  depth: number,
): void {
  const [cx, cy] = [Math.round(x), Math.round(y)]
  for (let v = Math.max(0, cy - 1); v <= Math.min(height - 1, cy + 1); v++) {
    for (let u = Math.max(0, cx - 1); u <= Math.min(width - 1, cx + 1); u++) {
      const near = Math.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * sigma * sigma))
      const at = (v * width + u) * 3
      for (let c = 0; c < 3; c++) data[at + c] = Math.min(0.85, data[at + c]! + 0.5 * depth * near)
    }
  }
}
