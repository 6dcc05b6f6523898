import { createHash } from 'node:crypto'
import {
  assembleCardReading,
  generateChallengeColors,
  type CardReading,
  type RawLine,
  type RowName,
} from '@kartu/core'
import { decodeFrame } from '@kartu/server'
import {
  createSeededRandom,
  inventCard,
  layoutCard,
  simulateCapture,
  type FlashCode,
  type SimulatedCapture,
  type SpecimenCard,
} from '@kartu/specimen'
import { cardFromQuad, createEvidence, type Evidence, type FlashChallenge } from '@kartu/vision'
import { seededBytes } from './seeded-bytes.ts'

/** Day of every simulated capture, so that a run does not depend on the calendar. */
const TODAY = '2026-06-01'
/** What a good reader would report for a line it read right. */
const READ_CONFIDENCE = 0.98

/** Height of capitals over the type size, of the faces that cards are set in. */
const CAP_EM = 0.716

export interface SimulatedPresentation {
  readonly species: string
  readonly device: string
  readonly seed: string
  /** Steps of the flash code; null leaves the flash out. */
  readonly steps: number | null
}

/** The reading that a perfect reader gives of what a card shows: judges voters alone, without the reader's mistakes. */
function trueReading(card: SpecimenCard): CardReading {
  const rows: Partial<Record<RowName, RawLine>> = {}
  for (const printed of layoutCard(card)) {
    if (printed.part !== 'value') continue
    const row = printed.row as RowName
    const known = rows[row]
    const text = known ? `${known.text} ${printed.text}` : printed.text
    const { box: whole, centreY, em } = printed
    // A reader reports the height of the capitals, without the room that descenders have.
    const box = { ...whole, y0: centreY - (CAP_EM / 2) * em, y1: centreY + (CAP_EM / 2) * em }
    rows[row] = {
      text,
      confidences: Array.from({ length: text.length }, () => READ_CONFIDENCE),
      box: known
        ? {
            x0: Math.min(known.box.x0, box.x0),
            y0: Math.min(known.box.y0, box.y0),
            x1: Math.max(known.box.x1, box.x1),
            y1: Math.max(known.box.y1, box.y1),
          }
        : box,
      hint: null,
    }
  }
  return assembleCardReading(rows, { today: TODAY, specimensAllowed: true })
}

/** Films one presentation and prepares it as the service does, with the card's true outline and text. */
export async function simulateEvidence(
  presentation: SimulatedPresentation,
): Promise<{ readonly evidence: Evidence; readonly capture: SimulatedCapture }> {
  const { species, device, seed, steps } = presentation
  const card = inventCard(`${seed}/card`)
  const challenge: FlashCode | null =
    steps === null
      ? null
      : generateChallengeColors(seededBytes(createSeededRandom(`${seed}/code`)), {
          steps,
          palette: 'standard',
        })
  const capture = await simulateCapture({ card, species, device, challenge, seed })
  return { evidence: await evidenceOf(capture, challenge), capture }
}

export async function evidenceOf(
  capture: SimulatedCapture,
  challenge: FlashChallenge | null,
): Promise<Evidence> {
  const frames = await Promise.all(
    capture.frames.map(async (bytes, index) => ({
      index,
      ...(await decodeFrame(bytes)),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      tMs: capture.frameTimesMs[index] ?? null,
    })),
  )
  return createEvidence({
    frames,
    cards: capture.quads.map((quad) => cardFromQuad(quad, 1)),
    reading: trueReading({ ...capture.truth.card, printed: capture.ocrFields }),
    challenge,
    flashSource: challenge ? 'screen' : null,
    flashSamples: capture.flashSamples,
    claims: capture.ocrFields,
    specimensAllowed: true,
    today: TODAY,
  })
}
