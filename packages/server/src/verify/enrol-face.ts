import { embedFace, type Evidence } from '@kartu/vision'
import type { FoundFace } from './exhibit.ts'
import type { Instruments } from './judge-parts.ts'

/** Wide enough for the portrait to fill the descriptor's input; see `embedFace`. */
const CARD_WIDTH_PX = 1150
/** Named so that nobody mistakes it for a model. */
const STUB_MODEL_ID = 'none'

/** The portrait of the best frame as a template; null when no face, or no card, was found. */
export async function enrolFace(
  evidence: Evidence,
  instruments: Pick<Instruments, 'face'>,
): Promise<FoundFace | null> {
  const card = evidence.rectified(evidence.bestFrame, CARD_WIDTH_PX)
  if (card === null) return null
  if (instruments.face === null) return { embedding: null, modelId: STUB_MODEL_ID }
  const template = await embedFace(card, instruments.face)
  return template === null ? null : { embedding: template.embedding, modelId: template.modelId }
}
