import type { RawLine, RawRows, RowName } from '@kartu/core'
import { alignLabels } from './align-labels.ts'
import { BLOOD_LABEL } from './card-labels.ts'
import type { PeerText } from './peer.ts'
import { readHeader } from './read-header.ts'
import { readIssueBlock } from './read-issue-block.ts'
import { splitRow, untilGap } from './split-row.ts'
import { stripLabel } from './strip-label.ts'
import { centreX, centreY, groupLines, toWords, type Word } from './text-line.ts'
import { toRawLine } from './to-raw-line.ts'

/** The left part with the labelled rows, 0–1 of the card; outside are its margins, the header and the photo. */
const BODY = { x0: 0.035, x1: 0.69, y0: 0.19, y1: 0.94 } as const
/** The gender's value ends before this, and the second label begins. */
const BLOOD_LABEL_X = 0.47
const BLOOD_VALUE_X = 0.61
const BLOOD_COLON_END_X = 0.632
const MOST_LABEL_WORDS = 3

/**
 * Sorts an engine's text on a rectified card into the product's rows, as a careful integrator would: labels are found with
 * tolerance and in printed order, values by their column, wrapped lines are joined, the second label of the gender's row and the
 * block under the photo are told apart. Rows without any text are absent.
 */
export function parseCardText(
  texts: readonly PeerText[],
  card: { readonly width: number; readonly height: number },
): RawRows {
  const words = toWords(texts, card)
  const rows: Partial<Record<RowName, RawLine>> = { ...readHeader(words), ...readIssueBlock(words) }
  const body = words.filter(
    (word) =>
      centreX(word) < BODY.x1 && word.x1 > BODY.x0 && centreY(word) > BODY.y0 && centreY(word) < BODY.y1,
  )
  for (const { slot, rows: found } of alignLabels(groupLines(body).map(splitRow))) {
    if (slot.row === 'gender') {
      const value = found[0]?.value ?? []
      Object.assign(rows, readGenderRow(value))
      continue
    }
    const line = toRawLine(
      slot.row,
      found.map((row) => untilGap(row.value)),
    )
    if (line !== null) rows[slot.row] = line
  }
  return rows
}

/** `LAKI-LAKI   Gol. Darah : O`: the second label may be in a box of its own, joined to either value, or lost. */
function readGenderRow(value: readonly Word[]): RawRows {
  const label = findBloodLabel(value)
  const left =
    label === null ? value.filter((word) => centreX(word) < BLOOD_LABEL_X) : value.slice(0, label.at)
  const right = label === null ? value.filter((word) => word.x0 > BLOOD_VALUE_X) : label.value
  const gender = toRawLine('gender', [untilGap(left)])
  const blood = toRawLine('bloodType', [bloodValue(right)])
  return { ...(gender === null ? {} : { gender }), ...(blood === null ? {} : { bloodType: blood }) }
}

/** Without the misread colon before it; a rhesus sign, all that can follow the group's letters, is often read as t, 4 or x. */
function bloodValue(words: readonly Word[]): readonly Word[] {
  const value = untilGap(words.filter((word) => centreX(word) > BLOOD_COLON_END_X || word.text.length > 1))
  return value.map((word) => ({
    ...word,
    text: word.text.replace(/^[1iIl|!:;.]+(?=[ABO08])/, '').replace(/^(AB|[ABO08])[t4xwf*]$/, '$1+'),
  }))
}

/** The likeliest place of `Gol. Darah` among the words: index of its first word, and what follows it. */
function findBloodLabel(words: readonly Word[]): { at: number; value: readonly Word[] } | null {
  let best: { at: number; value: readonly Word[]; edits: number } | null = null
  for (let at = 0; at < words.length; at++) {
    for (let count = 1; count <= MOST_LABEL_WORDS && at + count <= words.length; count++) {
      const label = words.slice(at, at + count)
      const text = label.map((word) => word.text).join(' ')
      const stripped = stripLabel(text, BLOOD_LABEL.key, BLOOD_LABEL.maxEdits)
      const last = label.at(-1)
      if (stripped === null || last === undefined || (best !== null && stripped.edits >= best.edits)) continue
      const rest = stripped.rest.replace(/^[\s:;.,'"|!]+/, '')
      const after = words.slice(at + count)
      const value =
        rest === '' ? after : [{ ...last, text: rest, x0: Math.max(last.x0, BLOOD_VALUE_X) }, ...after]
      best = { at, value, edits: stripped.edits }
    }
  }
  return best
}
