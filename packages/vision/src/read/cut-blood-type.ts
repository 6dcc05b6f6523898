import { editDistance } from '@kartu/core'
import type { DecodedChar } from './recognise/decode-line.ts'

/** The label's last word, as the line reader gives it. */
const LABEL_END = 'DARAH'
const LABEL_EDITS = 2

/**
 * The value of the line `Gol. Darah : O`, which is read with its label because a lone letter or dash says little about where it
 * stands: what follows the last colon, or the label where the colon was lost.
 */
export function cutBloodType(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  const colon = chars.findLastIndex(({ char }) => char === ':')
  if (colon >= 0) return chars.slice(colon + 1)
  const text = chars.map(({ char }) => char).join('')
  let end = 0
  let least = LABEL_EDITS + 1
  for (let start = 0; start + LABEL_END.length <= text.length; start++) {
    const edits = editDistance(text.slice(start, start + LABEL_END.length), LABEL_END, LABEL_EDITS)
    if (edits < least) {
      least = edits
      end = start + LABEL_END.length
    }
  }
  return chars.slice(end)
}
