import type { SeededRandom } from '../random/seeded-random.ts'
import { LINEAR_OF_BYTE } from './linear-light.ts'
import type { LinearTexture } from './subject.ts'

/** The table under the subject: an albedo map in the subject's plane, mirrored beyond its edges. */
export interface Backdrop {
  readonly albedo: LinearTexture
  readonly widthMm: number
  readonly heightMm: number
  /** How much of the subject's mirror lobe the table shows too: some for varnish, none for cloth and paper. */
  readonly sheen: number
}

type Byte3 = readonly [number, number, number]
type TableKind = 'wood' | 'laminate' | 'cloth' | 'paper'

const WIDTH_MM = 360
const HEIGHT_MM = 240
const WIDTH_PX = 1080
const HEIGHT_PX = 720
const PX_PER_MM = WIDTH_PX / WIDTH_MM

const TABLE_COLORS: Readonly<Record<TableKind, readonly Byte3[]>> = {
  wood: [
    [150, 108, 70],
    [110, 72, 44],
    [186, 150, 108],
    [84, 60, 44],
  ],
  laminate: [
    [226, 224, 218],
    [92, 94, 98],
    [188, 192, 196],
    [44, 46, 50],
  ],
  cloth: [
    [62, 84, 122],
    [136, 60, 62],
    [198, 190, 172],
    [74, 104, 84],
  ],
  paper: [
    [240, 238, 232],
    [214, 202, 176],
    [120, 130, 142],
  ],
}
const TABLE_SHEEN: Readonly<Record<TableKind, number>> = { wood: 0.2, laminate: 0.35, cloth: 0, paper: 0.03 }
const CLUTTER_COLORS: readonly Byte3[] = [
  [236, 234, 228],
  [250, 248, 240],
  [206, 62, 52],
  [40, 44, 52],
  [58, 108, 170],
  [214, 178, 66],
  [120, 148, 90],
]

/** Smooth noise in −1…1 on a lattice of random values, stretched differently across and down. */
function createNoise(
  random: SeededRandom,
  cellsAcross: number,
  cellsDown: number,
): (u: number, v: number) => number {
  const values = Float32Array.from({ length: (cellsAcross + 2) * (cellsDown + 2) }, () =>
    random.between(-1, 1),
  )
  const stride = cellsAcross + 2
  return (u, v) => {
    const x = u * cellsAcross
    const y = v * cellsDown
    const i = Math.floor(x)
    const j = Math.floor(y)
    const fx = (x - i) * (x - i) * (3 - 2 * (x - i))
    const fy = (y - j) * (y - j) * (3 - 2 * (y - j))
    const at = j * stride + i
    const top = values[at]! + fx * (values[at + 1]! - values[at]!)
    const below = values[at + stride]! + fx * (values[at + stride + 1]! - values[at + stride]!)
    return top + fy * (below - top)
  }
}

function createGrain(random: SeededRandom, kind: TableKind): (x: number, y: number) => number {
  const broad = createNoise(random, 7, 5)
  const streaks = createNoise(random, 6, 170)
  const fine = createNoise(random, 300, 200)
  const threadMm = random.between(0.9, 1.8)
  return (x, y) => {
    const u = x / WIDTH_PX
    const v = y / HEIGHT_PX
    const speck = 0.05 * fine(u, v)
    if (kind === 'wood')
      return 0.1 * broad(u, v) + 0.16 * streaks(u, Math.min(1, v + 0.01 * broad(u, v) + 0.01)) + speck
    if (kind === 'laminate') return 0.03 * broad(u, v) + speck
    if (kind === 'paper') return 0.04 * broad(u, v) + 0.4 * speck
    const weave =
      Math.sin((2 * Math.PI * x) / PX_PER_MM / threadMm) * Math.sin((2 * Math.PI * y) / PX_PER_MM / threadMm)
    return 0.08 * broad(u, v) + 0.12 * weave + 1.5 * speck
  }
}

interface Clutter {
  readonly cx: number
  readonly cy: number
  readonly halfLength: number
  readonly halfWidth: number
  readonly cos: number
  readonly sin: number
  readonly round: boolean
  readonly lined: boolean
  readonly color: Byte3
}

function scatterClutter(random: SeededRandom): Clutter[] {
  return Array.from({ length: random.integer(2, 6) }, () => {
    const kind = random.pick(['sheet', 'sheet', 'pen', 'coin', 'box'] as const)
    const angle = random.between(0, Math.PI)
    const size = { sheet: [70, 50], pen: [70, 4.5], coin: [12, 12], box: [35, 24] }[kind]
    return {
      cx: random.between(0, WIDTH_MM),
      cy: random.between(0, HEIGHT_MM),
      halfLength: size[0]! * random.between(0.7, 1.2),
      halfWidth: size[1]! * random.between(0.8, 1.2),
      cos: Math.cos(angle),
      sin: Math.sin(angle),
      round: kind === 'coin',
      lined: kind === 'sheet' && random.chance(0.7),
      color: kind === 'sheet' ? random.pick(CLUTTER_COLORS.slice(0, 2)) : random.pick(CLUTTER_COLORS),
    }
  })
}

const SHADOW_MM = 3
const LINE_PITCH_MM = 5.2
const LINE_HEIGHT_MM = 2
const WORD_PITCH_MM = 2.3
const PAGE_MARGIN_MM = 6
const TEXT_DENSITY = 0.42

/** Grey of print too small to read: words of uneven length with gaps between lines. 0 is bare paper. */
function lineOfText(along: number, across: number): number {
  const line = Math.floor(across / LINE_PITCH_MM)
  const inLine = across - line * LINE_PITCH_MM
  if (inLine > LINE_HEIGHT_MM) return 0
  const edge = Math.min(1, inLine * 2, (LINE_HEIGHT_MM - inLine) * 2)
  const word = Math.sin(12.9898 * Math.floor(along / WORD_PITCH_MM) + 78.233 * line) * 43758.5453
  if (word - Math.floor(word) < 0.2) return 0
  return TEXT_DENSITY * edge * (0.75 + 0.25 * Math.sin(along * 9 + line))
}

function paintClutter(pixels: Float32Array, item: Clutter): void {
  const reach = Math.hypot(item.halfLength, item.halfWidth) + SHADOW_MM
  const bound = (centre: number, limit: number, sign: number) =>
    Math.max(0, Math.min(limit, Math.round((centre + sign * reach) * PX_PER_MM)))
  const color = item.color.map((code) => LINEAR_OF_BYTE[code]!)
  for (let y = bound(item.cy, HEIGHT_PX, -1); y < bound(item.cy, HEIGHT_PX, 1); y++) {
    for (let x = bound(item.cx, WIDTH_PX, -1); x < bound(item.cx, WIDTH_PX, 1); x++) {
      const dx = x / PX_PER_MM - item.cx
      const dy = y / PX_PER_MM - item.cy
      const along = dx * item.cos + dy * item.sin
      const across = dy * item.cos - dx * item.sin
      const outside = item.round
        ? Math.hypot(along, across) - item.halfLength
        : Math.max(Math.abs(along) - item.halfLength, Math.abs(across) - item.halfWidth)
      if (outside > SHADOW_MM) continue
      const at = (y * WIDTH_PX + x) * 3
      const cover = Math.max(0, Math.min(1, 0.5 - outside * PX_PER_MM))
      const shade = outside > 0 ? 0.62 + (0.38 * outside) / SHADOW_MM : 1
      const ink = item.lined && outside < -PAGE_MARGIN_MM ? lineOfText(along, across) : 0
      for (let c = 0; c < 3; c++) {
        pixels[at + c] = (1 - cover) * shade * pixels[at + c]! + cover * color[c]! * (1 - ink)
      }
    }
  }
}

/** A table of wood, laminate, cloth or paper with a few things lying about. */
export function createBackdrop(random: SeededRandom): Backdrop {
  const kind = random.pick(['wood', 'wood', 'laminate', 'cloth', 'paper'] as const)
  const color = random.pick(TABLE_COLORS[kind]).map((code) => LINEAR_OF_BYTE[code]!)
  const grain = createGrain(random, kind)
  const data = new Float32Array(WIDTH_PX * HEIGHT_PX * 3)
  for (let y = 0, at = 0; y < HEIGHT_PX; y++) {
    for (let x = 0; x < WIDTH_PX; x++, at += 3) {
      const shade = 1 + grain(x, y)
      for (let c = 0; c < 3; c++) data[at + c] = Math.max(0.01, Math.min(0.92, color[c]! * shade))
    }
  }
  for (const item of scatterClutter(random)) paintClutter(data, item)
  return {
    albedo: { width: WIDTH_PX, height: HEIGHT_PX, data },
    widthMm: WIDTH_MM,
    heightMm: HEIGHT_MM,
    sheen: TABLE_SHEEN[kind],
  }
}
