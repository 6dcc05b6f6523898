import { generateChallengeColors } from '@kartu/core'
import { decodeFrame } from '@kartu/server'
import {
  createSeededRandom,
  DEVICE_PROFILES,
  inventCard,
  PRINT_STYLES,
  simulateCapture,
  type SeededRandom,
  type SpecimenCard,
  type StageOptions,
} from '@kartu/specimen'
import {
  cardFromQuad,
  chooseBestFrame,
  locateInFrames,
  rectifyCard,
  READING_WIDTH_PX,
  type LocatedCard,
  type Quad,
  type RgbImage,
  type RowSource,
} from '@kartu/vision'
import { seededBytes } from '../seeded-bytes.ts'

/** `ordinary`: a card at least 1000 px wide in room light. `hard`: 600 to 1000 px, and out of focus, under a lamp or in the dark. */
export const CONDITIONS = ['ordinary', 'hard'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface FilmedCard {
  readonly card: SpecimenCard
  readonly condition: Condition
  /** All frames with their outlines. */
  readonly source: RowSource
  /** The best frame's card alone, rectified: what every engine is given. Null where no card was located. */
  readonly picture: RgbImage | null
}

export interface FilmOrder {
  /** Print styles, devices and seeds of one split never meet those of the other. */
  readonly split: 'fit' | 'evaluate'
  readonly condition: Condition
  readonly seed: string
  /** Frames of the capture: 1 without flash, more under a flash of as many colours. */
  readonly frames: number
  /** Where outlines come from: the simulator, off by what `locateInFrames` is off by, or `locateInFrames` itself. */
  readonly outlines: 'true' | 'located'
}

const ORDINARY_MIN_PX = 1000
const HARD_MIN_PX = 600
/** Corners are off by this share of the card's width (normal, one standard deviation): what `locateInFrames` is off by. */
const CORNER_ERROR = 0.001
/** Poses that leave the card smaller than its condition asks are drawn anew. */
const MOST_TRIES = 40

/** Films one specimen; null where the seed's poses never suit the condition. */
export async function filmCard(order: FilmOrder): Promise<FilmedCard | null> {
  const { split, condition, seed, frames, outlines } = order
  const styles = PRINT_STYLES.filter((style) => style.split === split)
  const devices = DEVICE_PROFILES.filter((device) => device.split === split)
  const random = createSeededRandom(`reading/${split}/${condition}/${seed}`)
  const card = inventCard(`reading/${split}/${seed}`, { style: random.pick(styles).name })
  const challenge =
    frames === 1 ? null : generateChallengeColors(seededBytes(random), { steps: frames, palette: 'standard' })
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const device = random.pick(devices)
    const stage = stageOf(condition, device.frameWidthPx, random)
    const capture = await simulateCapture({
      card,
      species: 'bona_fide',
      device: device.name,
      challenge,
      seed: `reading/${split}/${condition}/${seed}/${attempt}`,
      frameCount: frames,
      stage,
    })
    const trueCards = capture.quads.map((quad) => cardFromQuad(jitter(quad, random), 1))
    const widthPx = Math.min(...trueCards.map((outline) => outline.widthPx))
    if (widthPx < (condition === 'ordinary' ? ORDINARY_MIN_PX : HARD_MIN_PX)) continue
    const images = []
    for (const frame of capture.frames) images.push((await decodeFrame(frame)).image)
    const source = openSource(images, outlines === 'true' ? trueCards : locateInFrames(images))
    return { card, condition, source, picture: source.rectified(source.bestFrame, READING_WIDTH_PX) }
  }
  return null
}

function stageOf(condition: Condition, frameWidthPx: number, random: SeededRandom): StageOptions {
  const upright = {
    rollDegrees: random.between(-6, 6),
    tiltDegrees: [random.between(-8, 8), random.between(-8, 8)],
  } as const
  if (condition === 'ordinary') {
    const widthFraction =
      random.between(ORDINARY_MIN_PX * 1.02, Math.min(0.95 * frameWidthPx, 1600)) / frameWidthPx
    return { ...upright, widthFraction, roomLux: random.between(120, 650) }
  }
  const small = {
    ...upright,
    widthFraction: random.between(HARD_MIN_PX * 1.02, ORDINARY_MIN_PX) / frameWidthPx,
  }
  const roomLux = random.between(80, 650)
  switch (random.pick(['small', 'blur', 'glare', 'dim'] as const)) {
    case 'small':
      return { ...small, roomLux }
    case 'blur':
      return { ...small, roomLux, defocusPx: random.between(0.5, 1.5) }
    case 'glare':
      return {
        ...small,
        roomLux,
        glare: {
          at: { x: random.between(0.3, 0.65), y: random.between(0.22, 0.8) },
          radiusMm: random.between(1, 4),
        },
      }
    case 'dim':
      return { ...small, roomLux: random.between(8, 40) }
  }
}

function jitter(quad: Quad, random: SeededRandom): Quad {
  const [a, b] = quad
  const sigma = CORNER_ERROR * Math.hypot(b.x - a.x, b.y - a.y)
  const moved = quad.map(({ x, y }) => ({ x: x + sigma * random.normal(), y: y + sigma * random.normal() }))
  return moved as unknown as Quad
}

/** The frames of a capture as the reader takes them; resampled cards are kept. */
function openSource(images: readonly RgbImage[], cards: readonly (LocatedCard | null)[]): RowSource {
  const frames = images.map((image) => ({ image }))
  const kept = new Map<string, RgbImage | null>()
  return {
    frames,
    cards,
    bestFrame: chooseBestFrame(frames, cards),
    rectified(frame, widthPx) {
      const key = `${frame}/${widthPx}`
      const known = kept.get(key)
      if (known !== undefined) return known
      const [image, card] = [images[frame], cards[frame]]
      const picture = image && card ? rectifyCard(image, card, widthPx) : null
      kept.set(key, picture)
      return picture
    },
  }
}

/** One rectified card as a capture of one frame that shows nothing else. */
export function openPicture(picture: RgbImage): RowSource {
  const { width, height } = picture
  const [right, bottom] = [width - 0.5, height - 0.5]
  const corners = [
    { x: -0.5, y: -0.5 },
    { x: right, y: -0.5 },
    { x: right, y: bottom },
    { x: -0.5, y: bottom },
  ] as const
  return {
    frames: [{ image: picture }],
    cards: [cardFromQuad(corners, 1)],
    bestFrame: 0,
    rectified: () => picture,
  }
}
