import { describeGenuineOutcomes } from '../genuine-outcomes.ts'
import type { EvaluationDocument, ModeFigures } from '../evaluation-document.ts'
import { describeRate, percent } from '../print-evaluation.ts'
import type { Rate } from '../statistics/rate.ts'
import { escapeHtml, table } from './page-notation.ts'

const rateCells = (rate: Rate | undefined): string[] =>
  rate === undefined
    ? ['–', '–', '–']
    : [percent(rate.value), `${percent(rate.low)} – ${percent(rate.high)}`, String(rate.n)]

/** Tables of one mode: attacks worst first, genuine captures by circumstance. */
export function rateSection(title: string, figures: ModeFigures): string {
  const { bpcer, bpcerSent, apcer, tiers, heldBack, nonResponse } = figures
  const attackRows = Object.entries(apcer).map(([species, rate]) => {
    const counts = tiers[species]
    return [
      species,
      ...rateCells(rate),
      ...[counts?.high, counts?.standard, counts?.review, counts?.failed].map((count) => String(count ?? 0)),
      percent(nonResponse.attacks[species]?.value ?? null),
      percent(heldBack.attacks[species]?.value ?? null),
    ]
  })
  const genuineRows = [
    ...Object.entries(figures.varieties),
    ...Object.entries(figures.devices),
    ...Object.entries(figures.lights).map(([light, rate]) => [`light: ${light}`, rate] as const),
  ].map(([name, rate]) => [name, ...rateCells(rate)])
  return `<h2>${escapeHtml(title)}</h2>
<dl class="facts"><dt>BPCER</dt><dd>${escapeHtml(describeRate(bpcer))}</dd>
<dt>genuine captures</dt><dd>${describeGenuineOutcomes(figures)}</dd>
<dt>the page asks to take again</dt><dd>${escapeHtml(describeRate(heldBack.bonaFide))}</dd>
<dt>BPCER of the rest</dt><dd>${escapeHtml(describeRate(bpcerSent))}</dd>
<dt>BPCER10 / 20 / 100</dt><dd>${[figures.bpcer10, figures.bpcer20, figures.bpcer100].map(percent).join(' / ')}</dd>
<dt>AV-Rank</dt><dd>${percent(figures.avRank)}</dd>
<dt>BPNRR</dt><dd>${escapeHtml(describeRate(nonResponse.bonaFide))}</dd>
<dt>CPU per capture</dt><dd>${figures.cpuMsPerCapture?.toFixed(0) ?? '–'} ms, median</dd></dl>
<h3>APCER by species, worst first</h3>
<div class="wide">${table(['species', 'APCER', '95 % bounds', 'n', 'high', 'standard', 'review', 'failed', 'APNRR', 'page asks again'], attackRows)}</div>
<h3>BPCER by variety, device and light</h3>
${table(['genuine captures', 'BPCER', '95 % bounds', 'n'], genuineRows)}`
}

/** How the set was tested for a compression shortcut. */
export function fileSection({ jpegOnly }: EvaluationDocument): string {
  const cells = (auc: typeof jpegOnly.auc): string[] =>
    auc === null ? ['–', '–'] : [auc.value.toFixed(2), `${auc.low.toFixed(2)} – ${auc.high.toFixed(2)}`]
  const rows = [
    ['all attacks', ...cells(jpegOnly.auc)],
    ['all attacks, without file size', ...cells(jpegOnly.settings)],
    ...Object.entries(jpegOnly.species).map(([species, auc]) => [species, ...cells(auc)]),
  ]
  return `<h2>What files alone give away</h2>
<p>Naive Bayes on JPEG quality, chroma subsampling, quantisation tables and bytes per pixel, cross-validated over cards: it sees no
pixel. Near 0.5 the set has no compression shortcut. Injected stills are re-encoded, which shows in their tables.</p>
${table(['genuine against', 'AUC', '95 % interval'], rows)}`
}
