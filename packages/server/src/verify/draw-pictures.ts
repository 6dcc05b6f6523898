import { type FieldName } from '@kartu/core'
import {
  cardHeightPx,
  drawEvidence,
  PICTURED_VOTERS,
  READING_WIDTH_PX,
  type Evidence,
  type RgbImage,
} from '@kartu/vision'
import { compareReadings } from './compare-readings.ts'
import type { Exhibit } from './exhibit.ts'
import type { Instruments } from './judge-parts.ts'
import { gatherEvidence } from './pipeline.ts'
import { splitStages } from './split-stages.ts'

/** What of a capture can be looked at beside its frames. Clonable. */
export interface CardPictures {
  /** SVG by voter; one with nothing to show is absent. */
  readonly evidence: Readonly<Record<string, string>>
  /** JPEG by field; one whose line was not found is absent. */
  readonly lines: Readonly<Partial<Record<FieldName, Uint8Array>>>
  /** JPEG of the portrait; null without a card. */
  readonly face: Uint8Array | null
}

/** The portrait with a margin for location errors, 0–1 of the card. */
const PORTRAIT = { x0: 0.66, y0: 0.18, x1: 0.96, y1: 0.7 } as const
/** Around a line, 0–1 of the card's height: what stands above and below tells whether it is in its place. */
const LINE_MARGIN = 0.012

interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Looks at a capture as the voters did, and draws what they saw. Runs in a worker thread. */
export async function drawPictures(
  exhibit: Exhibit,
  instruments: Pick<Instruments, 'decode' | 'lineReader' | 'clock'>,
  encode: (image: RgbImage) => Promise<Uint8Array>,
): Promise<CardPictures> {
  const { lit, before } = splitStages(exhibit)
  const shown = await gatherEvidence(lit, instruments)
  const read = before === null ? shown : readStage(shown, await gatherEvidence(before, instruments))
  const card = read.bestFrame < 0 ? null : read.rectified(read.bestFrame, READING_WIDTH_PX)
  const evidence: Record<string, string> = {}
  for (const voter of PICTURED_VOTERS) {
    const picture = drawEvidence(voter, shown) ?? (read === shown ? null : drawEvidence(voter, read))
    if (picture !== null) evidence[voter] = picture.svg
  }
  const lines: Partial<Record<FieldName, Uint8Array>> = {}
  if (card !== null) {
    for (const { field, ...box } of read.reading.lines) lines[field] ??= await encode(cut(card, widen(box)))
  }
  return { evidence, lines, face: card === null ? null : await encode(cut(card, PORTRAIT)) }
}

/** The stage whose reading was kept: the same choice as when the capture was judged. */
function readStage(lit: Evidence, before: Evidence): Evidence {
  if (before.cards.every((card) => card === null)) return lit
  return compareReadings(lit.reading, before.reading).sameCard === 'other' ? lit : before
}

const widen = ({ x0, y0, x1, y1 }: Box): Box => ({
  x0: x0 - LINE_MARGIN,
  y0: y0 - LINE_MARGIN,
  x1: x1 + LINE_MARGIN,
  y1: y1 + LINE_MARGIN,
})

function cut(card: RgbImage, box: Box): RgbImage {
  const height = Math.min(card.height, cardHeightPx(card.width))
  const clip = (share: number, size: number): number => Math.round(Math.min(1, Math.max(0, share)) * size)
  const [left, top] = [clip(box.x0, card.width - 1), clip(box.y0, height - 1)]
  const width = Math.max(1, clip(box.x1, card.width) - left)
  const rows = Math.max(1, clip(box.y1, height) - top)
  const data = new Uint8Array(width * rows * 3)
  for (let row = 0; row < rows; row += 1) {
    const from = ((top + row) * card.width + left) * 3
    data.set(card.data.subarray(from, from + width * 3), row * width * 3)
  }
  return { width, height: rows, data }
}
