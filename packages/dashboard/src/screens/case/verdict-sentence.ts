import type { ReviewVerdict } from '@kartu/contract'
import type { Texts } from '../../texts/texts.ts'

/** Why a capture is where it is, in one sentence. A code that this page does not know yet is shown as it came. */
export function sentenceOf(verdict: ReviewVerdict, texts: Texts): string {
  const [code] = verdict.codes
  return code === undefined ? '' : (texts.sentences[code] ?? code)
}
