import { LABEL_SLOTS } from './card-labels.ts'
import { stripLabel } from './strip-label.ts'
import { centreX, centreY, type Word } from './text-line.ts'

/** One line of the card's left part, cut at its colon. */
export interface Row {
  readonly label: string
  readonly value: readonly Word[]
  /** Centre of its words, 0–1 of the height. */
  readonly y: number
}

/** Columns of a row, 0–1 of the width: where its label ends at the latest, its colon stands, and its value begins. */
interface Columns {
  readonly labelEndX: number
  readonly colonX: number
  readonly valueX: number
}

const BODY: Columns = { labelEndX: 0.27, colonX: 0.298, valueX: 0.312 }
const NIK: Columns = { labelEndX: 0.2, colonX: 0.22, valueX: 0.24 }
/** Rows above this have the NIK's columns. */
const NIK_BOTTOM_Y = 0.272
/** A misread colon is one narrow sign at the colon's place, or the sign before a value that begins there. */
const COLON_TOLERANCE_X = 0.011
const COLON_LIKE = /^[^\p{L}\p{N}]+/u
/** A value ends at the first gap wider than three spaces: what follows is not print, or the row's second label. */
const MAX_GAP_X = 0.035

export function splitRow(line: readonly Word[]): Row {
  const y = line.reduce((sum, word) => sum + centreY(word), 0) / line.length
  const columns = y < NIK_BOTTOM_Y ? NIK : BODY
  const label: string[] = []
  const value: Word[] = []
  for (const word of line) {
    if (word.x0 < columns.labelEndX && word.x1 > columns.valueX + COLON_TOLERANCE_X) {
      const cut = cutAtLabel(word, columns)
      label.push(cut.label)
      if (cut.value !== null) value.push(cut.value)
    } else if (centreX(word) < columns.labelEndX) label.push(word.text)
    else {
      const kept = withoutColon(word, columns)
      if (kept !== null) value.push(kept)
    }
  }
  return { label: label.join(' '), value: value.flatMap(splitWords).map(restoreCapitalI), y }
}

/** Values hold no bars: one before or in a word is a capital I, as in `I GUSTI` and `KENANGA II`; after the last it is a speck. */
function restoreCapitalI(word: Word, i: number, words: readonly Word[]): Word {
  return /^[\p{Lu}|]+$/u.test(word.text) && (word.text !== '|' || i < words.length - 1)
    ? { ...word, text: word.text.replaceAll('|', 'I') }
    : word
}

/** A box that holds several words, cut at its spaces as if all characters were equally wide. */
function splitWords(word: Word): readonly Word[] {
  const charWidth = (word.x1 - word.x0) / word.text.length
  return Array.from(word.text.matchAll(/\S+/g), (match) => ({
    ...word,
    text: match[0],
    x0: word.x0 + charWidth * match.index,
    x1: word.x0 + charWidth * (match.index + match[0].length),
  }))
}

/** A box that spans both columns is cut behind the label it begins with; without one it is all value. */
function cutAtLabel(word: Word, columns: Columns): { label: string; value: Word | null } {
  const stripped = LABEL_SLOTS.flatMap((slot) => slot.keys.map((key) => ({ key, maxEdits: slot.maxEdits })))
    .map(({ key, maxEdits }) => ({ key, found: stripLabel(word.text, key, maxEdits) }))
    .flatMap(({ key, found }) => (found === null ? [] : [{ ...found, share: found.edits / key.length }]))
    .toSorted((a, b) => a.share - b.share)[0]
  if (stripped === undefined) return { label: '', value: word }
  const text = stripped.rest.replace(/^[\s:;.,]+/, '')
  return {
    label: word.text.slice(0, word.text.length - stripped.rest.length),
    value: text === '' ? null : { ...word, text, x0: columns.valueX },
  }
}

/** The word without the colon it is, however that was read, or begins with; null when nothing is left. */
function withoutColon(word: Word, { colonX, valueX }: Columns): Word | null {
  if (word.x0 > colonX + COLON_TOLERANCE_X) return word
  if (word.x1 < valueX) return null
  const text = word.text.replace(COLON_LIKE, '').trim()
  return text === '' ? null : { ...word, text, x0: valueX }
}

/** The words of a value up to its first wide gap. */
export function untilGap(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex((word, i) => i > 0 && word.x0 - (words[i - 1]?.x1 ?? 0) > MAX_GAP_X)
  return end < 0 ? words : words.slice(0, end)
}
