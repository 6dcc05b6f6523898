import { escapeHtml, page } from '../evaluate/report/page-notation.ts'
import { SIMULATED_SOURCE } from './write-page.ts'

/** One page that was written. */
export interface ExplainedCapture {
  readonly file: string
  readonly species: string
  readonly genuine: boolean
  readonly flash: boolean
  readonly verdict: string
  readonly assuranceTier: string
  readonly isRight: boolean
  readonly failed: readonly string[]
}

/** The way in: every capture with its verdict. */
export function writeIndex(captures: readonly ExplainedCapture[]): string {
  const rows = captures.map(({ file, species, verdict, assuranceTier, isRight, failed }) => {
    const cells = [
      `<a href="${encodeURIComponent(file)}">${escapeHtml(species)}</a>`,
      escapeHtml(verdict),
      escapeHtml(assuranceTier),
      isRight ? 'right' : '<strong>wrong</strong>',
      escapeHtml(failed.join(' ') || '–'),
    ]
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
  const header = ['really shown', 'verdict', 'tier', 'verdict is', 'voters that failed it']
  return page('Kartu: explained captures', SIMULATED_SOURCE, [
    `<div class="wide"><table><thead><tr>${header.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  ])
}
