import type { CaptureRecord } from '../capture-record.ts'
import type { EvaluationDocument } from '../evaluation-document.ts'
import { escapeHtml } from './page-notation.ts'

/** The middle frame of the first capture of every species and variety, with and without flash. */
export function pictureSection(document: EvaluationDocument, records: readonly CaptureRecord[]): string {
  const pictures = records.flatMap(({ id, species, variety, device, flash, tier, picture }) => {
    if (picture === null) return []
    const name = variety === null ? species : `${species}, ${variety}`
    const caption = `${name}; ${device}, ${flash ? 'flash' : 'no flash'}; simulated; ${tier}`
    return `<figure><img alt="${escapeHtml(id)}" src="data:image/jpeg;base64,${picture}"><figcaption>${escapeHtml(caption)}</figcaption></figure>`
  })
  if (pictures.length === 0) return ''
  return `<h2>${document.simulated ? 'Simulated captures' : 'Captures'}</h2><div class="pictures">${pictures.join('\n')}</div>`
}
