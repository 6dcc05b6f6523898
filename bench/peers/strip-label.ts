import { editDistance } from '@kartu/core'

export interface StrippedLabel {
  /** What follows the label, colon included. */
  readonly rest: string
  readonly edits: number
}

/** Letters of a text in lower case: what labels are compared by. */
export function labelKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * Cuts a label off the beginning of a text, wherever spaces and colons were lost: the beginning that is nearest to `key`, at the
 * end of a word if it can be. Null when none is within `maxEdits`.
 */
export function stripLabel(text: string, key: string, maxEdits: number): StrippedLabel | null {
  let best: { end: number; edits: number; whole: boolean } | null = null
  const longest = key.length + maxEdits
  for (let end = 1; end <= text.length; end++) {
    const begun = labelKey(text.slice(0, end))
    if (begun.length > longest) break
    const edits = editDistance(begun, key, maxEdits)
    if (edits > maxEdits) continue
    const whole = !/[\p{L}\p{N}]/u.test(text.charAt(end))
    if (best === null || edits < best.edits || (edits === best.edits && whole && !best.whole)) {
      best = { end, edits, whole }
    }
  }
  return best === null ? null : { rest: text.slice(best.end), edits: best.edits }
}
