import { editDistance, type RawRows } from '@kartu/core'
import { labelKey } from './strip-label.ts'
import { centreX, centreY, groupLines, type Word } from './text-line.ts'
import { toRawLine } from './to-raw-line.ts'

/** Where the two centred header lines stand, 0–1 of the card. */
const HEADER = { x0: 0.12, x1: 0.88, y0: 0.035, y1: 0.18 } as const
const PROVINCE_Y = 0.07
const REGENCY_Y = 0.13
const Y_TOLERANCE = 0.03
const PROVINCE_WORD = 'provinsi'
const PROVINCE_WORD_EDITS = 2
/** Words of the header are as high as this at least; specks are not. */
const MIN_HEIGHT = 0.022
/** The header's words follow each other closely. */
const MAX_GAP_X = 0.05

/** Province and regency: the line that begins with PROVINSI and the next, else the lines at their places. */
export function readHeader(words: readonly Word[]): RawRows {
  const lines = groupLines(
    words.filter(
      (word) =>
        centreX(word) > HEADER.x0 &&
        centreX(word) < HEADER.x1 &&
        centreY(word) > HEADER.y0 &&
        centreY(word) < HEADER.y1 &&
        word.y1 - word.y0 > MIN_HEIGHT,
    ),
  )
    .map(centralRun)
    .filter((line) => line.length > 0)
  const named = lines.findIndex((line) => beginsWithProvince(line))
  const provinceLine = named >= 0 ? lines[named] : nearest(lines, PROVINCE_Y)
  const below = named >= 0 ? lines.slice(named + 1) : lines.filter((line) => line !== provinceLine)
  const regencyLine = nearest(below, REGENCY_Y)
  const province = provinceLine === undefined ? null : toRawLine('province', [provinceLine])
  const regency = regencyLine === undefined ? null : toRawLine('regency', [regencyLine])
  return { ...(province === null ? {} : { province }), ...(regency === null ? {} : { regency }) }
}

function beginsWithProvince(line: readonly Word[]): boolean {
  const begun = labelKey(line.map((word) => word.text).join('')).slice(0, PROVINCE_WORD.length)
  return editDistance(begun, PROVINCE_WORD, PROVINCE_WORD_EDITS) <= PROVINCE_WORD_EDITS
}

function nearest(lines: readonly (readonly Word[])[], y: number): readonly Word[] | undefined {
  const offset = (line: readonly Word[]) => Math.abs(centreY(line[0] ?? NOWHERE) - y)
  return lines.filter((line) => offset(line) < Y_TOLERANCE).toSorted((a, b) => offset(a) - offset(b))[0]
}

const NOWHERE: Word = { text: '', confidence: 0, x0: 9, x1: 9, y0: 9, y1: 9 }

/** The run of words without a wide gap that covers most of the width: specks stand apart from it. */
function centralRun(line: readonly Word[]): readonly Word[] {
  const runs: Word[][] = []
  for (const word of line) {
    const run = runs.at(-1)
    if (run !== undefined && word.x0 - (run.at(-1)?.x1 ?? 0) <= MAX_GAP_X) run.push(word)
    else runs.push([word])
  }
  const letters = (run: readonly Word[]) => labelKey(run.map((word) => word.text).join('')).length
  return runs.toSorted((a, b) => letters(b) - letters(a))[0] ?? []
}
