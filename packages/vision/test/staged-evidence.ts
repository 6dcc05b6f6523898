import { assembleCardReading, type FieldName } from '@kartu/core'
import { cardFromQuad, createEvidence, type Evidence, type Quad, type RgbImage } from '@kartu/vision'

/** A flat card with a portrait, seen by a noisy sensor under ambient light and a flash: enough optics to test voters. */
export interface Stage {
  /** The code whose colours light the card, one a frame. */
  readonly lit: readonly string[]
  /** The code that was issued; the lit one by default, null for none. */
  readonly issued?: readonly string[] | null
  /** Flash over ambient light. */
  readonly modulation: number
  /** How much stronger, as a share, the flash is at one end of the card than in its middle; 0 for a uniform tint. */
  readonly falloff?: number
  /** Light of the screen that the left half of the card mirrors, as a share of the flash on white. */
  readonly mirror?: number
  /** The card is a picture on a display, whose glass mirrors the flash as this share of white, and adds no more. */
  readonly displayGlass?: number
  /** How many times as much of the flash as the card what lies around it takes. */
  readonly nearerSurroundings?: number
  /** Print without hue. */
  readonly grey?: boolean
  /** Every frame carries the noise of the first. */
  readonly oneExposure?: boolean
  /** Cycles per pixel of a lattice over the whole card, per frame. */
  readonly lattice?: readonly { readonly x: number; readonly y: number }[]
  /** So many of its tips, from the top left one clockwise, end square, as those of cut paper do. */
  readonly squareCorners?: number
  /** Those of them, 0 for the top left one and on clockwise, that lie on a ground which parts them plainly from the card; by default all. */
  readonly plainCorners?: readonly number[]
  /** So many of them lie on anything but the card's own colour. */
  readonly shownCorners?: number
  /** How much more light the sensor gathers. */
  readonly exposure?: number
  /** White light of the room, over the ambient, in a spot that wanders over the card from frame to frame as the hand moves. */
  readonly highlight?: number
  /** Strokes in the place of values, another pattern for every number, one number a frame; the same labels beside all of them. */
  readonly texts?: readonly number[]
  /** Ruling of rows of dots in the portrait, at the angles of magenta and black. */
  readonly linesPerInch?: number
  readonly claims?: Partial<Record<FieldName, string>>
}

export const CODE = ['#FF0000', '#000000', '#00FF00', '#FFFFFF', '#0000FF'] as const
const WIDTH = 800
const HEIGHT = 500
const HOLD_MS = 450
const AMBIENT = 0.25
const NOISE_CODES = 2.5
const CORNER_MM = 3.18

const encode = (linear: number): number =>
  255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055)

function noiseSource(seed: number): () => number {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return () => uniform() + uniform() + uniform() - 1.5
}

function quadOf(frame: number): Quad {
  const shift = 6 * frame
  return [
    { x: 60 + shift, y: 50 },
    { x: 700 + shift, y: 54 + frame },
    { x: 702 + shift, y: 456 + frame },
    { x: 58 + shift, y: 452 },
  ]
}

const cornerAt = (u: number, v: number): number => (v < 0.5 ? (u < 0.5 ? 0 : 1) : u < 0.5 ? 3 : 2)
const PAPER = [0.5, 0.62, 0.7] as const
const TABLE = [0.4, 0.36, 0.3] as const

/** What lies around the card, near each of its corners. */
function groundAt(
  u: number,
  v: number,
  { plainCorners = [0, 1, 2, 3], shownCorners = 4 }: Stage,
): readonly number[] {
  const corner = cornerAt(u, v)
  if (corner >= shownCorners) return PAPER
  return plainCorners.includes(corner) ? TABLE : PAPER.map((value, c) => value - 0.35 * (value - TABLE[c]!))
}

/** Whether a place of the square outline lies beyond the round corners of a card, the first ones of which may be square. */
function isInTip(u: number, v: number, squareCorners: number): boolean {
  if (cornerAt(u, v) < squareCorners) return false
  const across = Math.max(0, CORNER_MM - Math.min(u, 1 - u) * 85.6)
  const down = Math.max(0, CORNER_MM - Math.min(v, 1 - v) * 53.98)
  return Math.hypot(across, down) > CORNER_MM
}

/** Whether a stroke of print lies at a place of a card with that text. */
function isStroke(u: number, v: number, text: number): boolean {
  const row = Math.floor((v - 0.23) * 24)
  const isLabel = u > 0.04 && u < 0.2
  if (row < 0 || row > 16 || row % 2 === 1 || !(isLabel || (u > 0.24 && u < 0.66))) return false
  let cell = Math.imul(Math.floor(u * 130) + 1, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b)
  cell ^= Math.imul((isLabel ? 0 : text) + 1, 0xc2b2ae35)
  cell = Math.imul(cell ^ (cell >>> 15), 0x2c1b3c6d)
  cell = Math.imul(cell ^ (cell >>> 12), 0x297a2d39)
  return ((cell ^ (cell >>> 15)) & 1) === 1
}

/** Share of a highlight's light at a place of the card in a frame. */
function spotOf(u: number, v: number, frame: number): number {
  const across = u - 0.25 - 0.12 * frame
  const down = (v - 0.5) / 1.586
  return Math.exp(-(across ** 2 + down ** 2) / (2 * 0.06 ** 2))
}

/** Two inks' dots at a place of the card, as factors on its light. */
function rowsOfDots(linesPerInch: number, u: number, v: number): number {
  return [45, 75, 135, 165].reduce((light, degrees) => {
    const angle = (degrees * Math.PI) / 180
    const alongMm = u * 85.6 * Math.cos(angle) + v * 53.98 * Math.sin(angle)
    return light * (1 + 0.04 * Math.cos((2 * Math.PI * alongMm * linesPerInch) / 25.4))
  }, 1)
}

function paint(stage: Stage, frame: number): RgbImage {
  const color = stage.lit[frame] ?? '#000000'
  const flash = [1, 3, 5].map((at) => stage.modulation * (Number.parseInt(color.slice(at, at + 2), 16) / 255))
  const noise = noiseSource(stage.oneExposure ? 7 : 7 + frame)
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  const [corner] = quadOf(stage.oneExposure ? 0 : frame)
  const wave = stage.lattice?.[frame]
  const exposure = stage.exposure ?? 1
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const u = (x - corner.x) / 640
      const v = (y - corner.y) / 402
      const onCard = u > 0 && u < 1 && v > 0 && v < 1 && !isInTip(u, v, stage.squareCorners ?? 0)
      const portrait = onCard && u > 0.69 && u < 0.92 && v > 0.22 && v < 0.65
      const text = stage.texts?.[frame]
      const stroke = text !== undefined && onCard && isStroke(u, v, text)
      const albedo = stroke
        ? [0.06, 0.06, 0.06]
        : portrait
          ? [0.6, 0.15, 0.12]
          : onCard
            ? PAPER
            : groundAt(u, v, stage)
      const near = onCard ? 1 : (stage.nearerSurroundings ?? 1)
      const reach = near * (1 + (stage.falloff ?? 0) * (1 - 2 * u))
      const shade = wave && onCard ? 1 + 0.06 * Math.cos(2 * Math.PI * (wave.x * x + wave.y * y)) : 1
      const spot = onCard && stage.highlight ? stage.highlight * AMBIENT * spotOf(u, v, frame) : 0
      const dots = stage.linesPerInch && portrait ? rowsOfDots(stage.linesPerInch, u, v) : 1
      for (let c = 0; c < 3; c++) {
        const own = stage.grey && onCard ? (albedo[0]! + albedo[1]! + albedo[2]!) / 3 : albedo[c]!
        const mirrored = onCard && u < 0.5 ? (stage.mirror ?? 0) * AMBIENT * flash[c]! : 0
        const taken = stage.displayGlass !== undefined && onCard ? stage.displayGlass / own : 1
        const code =
          encode(
            exposure * (own * shade * dots * AMBIENT * (1 + taken * reach * flash[c]!) + mirrored + spot),
          ) +
          NOISE_CODES * noise()
        data[3 * (y * WIDTH + x) + c] = Math.min(255, Math.max(0, Math.round(code)))
      }
    }
  }
  return { width: WIDTH, height: HEIGHT, data }
}

export function stageEvidence(stage: Stage): Evidence {
  const issued = stage.issued === undefined ? stage.lit : stage.issued
  return createEvidence({
    frames: stage.lit.map((_, index) => ({
      index,
      image: paint(stage, index),
      encoding: { format: 'jpeg', jpegQuality: 95, chromaSubsampling: '4:4:4', quantisationDigest: 'a' },
      sha256: `${index}`.padStart(64, '0'),
      tMs: HOLD_MS * (index + 0.5),
    })),
    cards: stage.lit.map((_, index) => cardFromQuad(quadOf(stage.oneExposure ? 0 : index), 1)),
    bestFrame: 0,
    reading: assembleCardReading({}, { today: '2026-06-01', specimensAllowed: true }),
    challenge: issued ? { colors: issued, holdMs: issued.map(() => HOLD_MS) } : null,
    flashSource: 'screen',
    flashSamples: [],
    claims: stage.claims ?? {},
    specimensAllowed: true,
    today: '2026-06-01',
  })
}
