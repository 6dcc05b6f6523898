import type { Evidence } from '../evidence.ts'
import { edgeSharpness } from './ink-segments.ts'
import { oncePerFrame } from './once-per-frame.ts'
import { textLines } from './text-lines.ts'

/** Print crossed one way may look so much sharper than crossed the other: more is the hand's movement. */
const SHARPER_MOST = 1.22

/**
 * Whether the card stood still in a frame. A hand that moves blurs strokes across its way and not those along it: then letters
 * of upright strokes and letters of level ones seem to end elsewhere. Judged by the number, whose digits have both.
 */
export const isSteady: (evidence: Evidence, frame: number) => boolean = oncePerFrame((evidence, frame) => {
  const strip = textLines(evidence, frame).find(({ fields }) => fields.includes('nik'))?.strip
  if (!strip) return true
  const ratio = edgeSharpness(strip, 'across') / edgeSharpness(strip, 'down')
  return Number.isNaN(ratio) || (ratio < SHARPER_MOST && ratio > 1 / SHARPER_MOST)
})
