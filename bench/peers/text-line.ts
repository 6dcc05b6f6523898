import type { PeerText } from './peer.ts'

/** A word in card coordinates, 0–1 of width and height. */
export interface Word {
  readonly text: string
  readonly confidence: number
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Words whose centres are within this of each other stand on one line: less than half of the rows' pitch. */
const LINE_TOLERANCE = 0.018
/** Specks that engines take for letters: narrower or lower than any printed character; a capital I is one or two pixels wide. */
const MIN_WIDTH = 0.0007
const MIN_LETTER_HEIGHT = 0.008

export const centreX = (word: Word) => (word.x0 + word.x1) / 2
export const centreY = (word: Word) => (word.y0 + word.y1) / 2

/**
 * A peer's texts in card coordinates and plain characters: full-width forms and typographic quotes as engines for other scripts
 * print them become the ASCII the card has.
 */
export function toWords(texts: readonly PeerText[], card: { width: number; height: number }): Word[] {
  return texts
    .map(({ text, confidence, box }) => ({
      text: text
        .normalize('NFKC')
        .replace(/[‘’‚‛`´]/g, "'")
        .replace(/[“”„«»]/g, '"')
        .replace(/[–—―]/g, '-')
        .replace(/\s+/g, ' ')
        .trim(),
      confidence,
      x0: box.x0 / card.width,
      y0: box.y0 / card.height,
      x1: box.x1 / card.width,
      y1: box.y1 / card.height,
    }))
    .filter((word) => word.text !== '' && !isSpeck(word))
}

function isSpeck(word: Word): boolean {
  const letters = /[\p{L}\p{N}]/u.test(word.text)
  return word.x1 - word.x0 < MIN_WIDTH || (letters && word.y1 - word.y0 < MIN_LETTER_HEIGHT)
}

/** Words grouped by height on the card, top to bottom, each group left to right. */
export function groupLines(words: readonly Word[]): Word[][] {
  const groups: { words: Word[]; y: number }[] = []
  for (const word of words.toSorted((a, b) => centreY(a) - centreY(b))) {
    const group = groups.at(-1)
    if (group !== undefined && centreY(word) - group.y <= LINE_TOLERANCE) {
      group.words.push(word)
      group.y = group.words.reduce((sum, other) => sum + centreY(other), 0) / group.words.length
    } else groups.push({ words: [word], y: centreY(word) })
  }
  return groups.map((group) => group.words.toSorted((a, b) => a.x0 - b.x0))
}
