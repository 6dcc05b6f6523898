import type { RawRows } from '@kartu/core'
import { centreX, centreY, groupLines, type Word } from './text-line.ts'
import { toRawLine } from './to-raw-line.ts'

/** Below the photo, right of the rows (ktp-domain §5.2: x > 0.66), above the signature's end; 0–1 of the card. */
const BLOCK = { x0: 0.66, x1: 0.97, y0: 0.655, y1: 0.8 } as const
const PLACE_Y = 0.69
const DATE_Y = 0.727
const Y_TOLERANCE = 0.02
const MIN_DATE_DIGITS = 6

/** Place and date of issue: the date is the line of digits, the place the line above it; else by where they stand. */
export function readIssueBlock(words: readonly Word[]): RawRows {
  const lines = groupLines(
    words.filter(
      (word) =>
        word.x0 > BLOCK.x0 &&
        centreX(word) < BLOCK.x1 &&
        centreY(word) > BLOCK.y0 &&
        centreY(word) < BLOCK.y1,
    ),
  )
  const dated = lines.findIndex((line) => digitsIn(line) >= MIN_DATE_DIGITS)
  const dateLine = dated >= 0 ? lines[dated] : lines.find((line) => isAt(line, DATE_Y))
  const placeLine =
    dated > 0 ? lines[dated - 1] : lines.find((line) => line !== dateLine && isAt(line, PLACE_Y))
  const issueDate = dateLine === undefined ? null : toRawLine('issueDate', [dateLine.filter(hasDigit)])
  const issuePlace = placeLine === undefined ? null : toRawLine('issuePlace', [placeLine])
  return { ...(issueDate === null ? {} : { issueDate }), ...(issuePlace === null ? {} : { issuePlace }) }
}

const hasDigit = (word: Word) => /\p{N}/u.test(word.text)
const digitsIn = (line: readonly Word[]) =>
  line.reduce((sum, word) => sum + word.text.replace(/\P{N}/gu, '').length, 0)

function isAt(line: readonly Word[], y: number): boolean {
  return line.every((word) => Math.abs(centreY(word) - y) < Y_TOLERANCE)
}
