import { describeGenuineOutcomes } from './genuine-outcomes.ts'
import type { EvaluationDocument, ModeFigures } from './evaluation-document.ts'
import type { Rate } from './statistics/rate.ts'

export const percent = (value: number | null): string =>
  value === null ? '–' : `${(100 * value).toFixed(1)} %`
export const describeRate = (rate: Rate): string =>
  rate.n === 0 ? '–' : `${percent(rate.value)} (${percent(rate.low)} to ${percent(rate.high)}, n = ${rate.n})`

/** What figures were made of, said wherever they stand. */
export function describeSource({ simulated }: Pick<EvaluationDocument, 'simulated'>): string {
  return simulated
    ? 'SIMULATED captures: no evidence of accuracy on real cards.'
    : 'Captures of the given folder; nothing was simulated.'
}

/** The headline as text. */
export function printEvaluation(document: EvaluationDocument): string {
  const { profile, seed, captures, policyVersion, jpegOnly } = document
  return [
    `${describeSource(document)} Profile ${profile}, seed ${seed ?? '–'}, ${captures} captures, policy ${policyVersion}.`,
    `Rates with ${document.bounds} bounds.`,
    '',
    ...printMode('With a flash challenge', document),
    '',
    ...printMode('Without a flash challenge', document.nonceless),
    '',
    `Files alone tell genuine from attack with an AUC of ${jpegOnly.auc?.value.toFixed(2) ?? '–'} (settings without size ${jpegOnly.settings?.value.toFixed(2) ?? '–'}; chance is 0.50).`,
  ].join('\n')
}

function printMode(title: string, figures: ModeFigures): string[] {
  const width = Math.max(9, ...Object.keys(figures.apcer).map((id) => id.length))
  return [
    title,
    `  BPCER ${describeRate(figures.bpcer)} (${describeGenuineOutcomes(figures)})`,
    ...Object.entries(figures.varieties).map(([id, rate]) => `    ${id.padEnd(width)} ${describeRate(rate)}`),
    '  APCER, worst first',
    ...Object.entries(figures.apcer).map(([id, rate]) => `    ${id.padEnd(width)} ${describeRate(rate)}`),
    `  BPCER10 ${percent(figures.bpcer10)}, BPCER20 ${percent(figures.bpcer20)}, BPCER100 ${percent(figures.bpcer100)}, AV-Rank ${percent(figures.avRank)}`,
    `  the page asks to take again ${describeRate(figures.heldBack.bonaFide)} of bona fide; BPCER of the rest ${describeRate(figures.bpcerSent)}`,
    `  bona fide without response ${describeRate(figures.nonResponse.bonaFide)}`,
    `  CPU per capture ${figures.cpuMsPerCapture?.toFixed(0) ?? '–'} ms (median)`,
  ]
}
