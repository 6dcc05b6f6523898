import type { Evidence } from '../evidence.ts'
import { cardLight } from './card-light.ts'

/** Mean code value of the card from which most of its paper is clipped, and with it the print's contrast. */
const CLIPPED_CODE = 235

/** The channel that shows most of the card's light unclipped: a red flash leaves the others dark, and a bright one its own without print. */
export function clearChannel(evidence: Evidence, frame: number): 0 | 1 | 2 {
  const codes = cardLight(evidence)[frame]?.meanCode ?? [0, 0, 0]
  const shown = codes.map((code) => (code < CLIPPED_CODE ? code : 0))
  return shown.indexOf(Math.max(...shown)) as 0 | 1 | 2
}
