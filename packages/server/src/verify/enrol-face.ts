import { embedFace, rankOtherFrames, type Evidence } from '@kartu/vision'
import type { FoundFace } from './exhibit.ts'
import type { Instruments } from './judge-parts.ts'

/** Wide enough for the portrait to fill the descriptor's input; see `embedFace`. */
const CARD_WIDTH_PX = 1150
/** A detector misses a face under one colour of the flash or a glare, rarely under several. */
const FRAMES_TRIED_MAX = 4
/** Named so that nobody mistakes it for a model. */
const STUB_MODEL_ID = 'none'

/** The portrait of the best frame that shows one, as a template; null when no face, or no card, was found. */
export async function enrolFace(
  evidence: Evidence,
  instruments: Pick<Instruments, 'face'>,
): Promise<FoundFace | null> {
  const frames = [evidence.bestFrame, ...rankOtherFrames(evidence)].slice(0, FRAMES_TRIED_MAX)
  for (const index of frames) {
    const card = evidence.rectified(index, CARD_WIDTH_PX)
    if (card === null) continue
    if (instruments.face === null) return { embedding: null, modelId: STUB_MODEL_ID }
    const template = await embedFace(card, instruments.face)
    if (template !== null) return { embedding: template.embedding, modelId: template.modelId }
  }
  return null
}
