import { editDistance } from '@kartu/core'
import type { DecodedChar } from './recognise/decode-line.ts'

/** The second label of the row, `Gol. Darah`, as the line reader gives it: its last word, and its first letter. */
const LABEL_WORD = 'DARAH'
const LABEL_EDITS = 2
const COLON_LOOKALIKES = ":1ILJ.,'()"
const LABEL_START = 'G'
/** `GOI. ` before the word, and a character more for a misreading. */
const LABEL_START_CHARS = 6

export interface GenderRow {
  readonly gender: readonly DecodedChar[]
  /** Empty where the second label was not seen. */
  readonly bloodType: readonly DecodedChar[]
  /** Where the second label begins and ends, 0–1 of the row's characters; 1 where it was not seen. */
  readonly labelAt: readonly [number, number]
}

/**
 * The two values of the row `LAKI-LAKI  Gol. Darah : O`, which is read whole: a lone letter or dash says little about itself, and
 * overlays and reflections join or part what stands beside it.
 */
export function splitGenderRow(chars: readonly DecodedChar[]): GenderRow {
  const text = chars.map(({ char }) => char).join('')
  const wordAt = findWord(text)
  if (wordAt < 0) return { gender: trim(chars), bloodType: [], labelAt: [1, 1] }
  const initial = text.lastIndexOf(LABEL_START, wordAt)
  const start = initial >= 0 && wordAt - initial <= LABEL_START_CHARS ? initial : wordAt
  const end = wordAt + LABEL_WORD.length
  return {
    gender: trim(chars.slice(0, start)),
    bloodType: trim(dropColon(chars.slice(end))),
    labelAt: [start / text.length, end / text.length],
  }
}

/** Index of the stretch that is most like the label's word; −1 where none is. */
function findWord(text: string): number {
  let found = -1
  let least = LABEL_EDITS + 1
  for (let start = 0; start + LABEL_WORD.length <= text.length; start++) {
    const edits = editDistance(text.slice(start, start + LABEL_WORD.length), LABEL_WORD, LABEL_EDITS)
    if (edits < least) {
      least = edits
      found = start
    }
  }
  return found
}

/** No blood group begins with what a blurred or half hidden colon is taken for. */
function dropColon(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  const first = chars.findIndex(({ char }) => char !== ' ')
  return first >= 0 && COLON_LOOKALIKES.includes(chars[first]!.char) ? chars.slice(first + 1) : chars
}

/** Without spaces and colons around it. */
function trim(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  const isValue = ({ char }: DecodedChar) => char !== ' ' && char !== ':'
  const first = chars.findIndex(isValue)
  return first < 0 ? [] : chars.slice(first, chars.findLastIndex(isValue) + 1)
}
