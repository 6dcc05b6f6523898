import type { Evaluation } from '../run-evaluation.ts'
import { describeSource } from '../print-evaluation.ts'
import { escapeHtml, page } from './page-notation.ts'
import { pictureSection } from './picture-section.ts'
import { detSection, marginSection, voterSection } from './plot-section.ts'
import { fileSection, rateSection } from './rate-section.ts'

/** The report: one HTML file that needs no network. */
export function writeReport({ document, records }: Evaluation): string {
  const { profile, seed, captures, policyVersion, bounds } = document
  const facts = `Profile ${profile}, seed ${seed ?? '–'}, ${captures} captures, policy ${policyVersion}. Rates with ${bounds} bounds. An attack counts as accepted with tier high or standard, a genuine capture as refused with tier low.`
  return page('Kartu: evaluation', describeSource(document), [
    `<p>${escapeHtml(facts)}</p>`,
    rateSection('With a flash challenge', document),
    rateSection('Without a flash challenge', document.nonceless),
    detSection(document),
    marginSection(document, records),
    voterSection(document, records),
    fileSection(document),
    pictureSection(document, records),
  ])
}
