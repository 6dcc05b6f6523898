import { GENUINE } from './list-pictures.ts'
import type { RealPictureFigures } from './real-picture-figures.ts'
import type { VoterOnPictures } from './summarise-votes.ts'
import type { Rate } from '../evaluate/statistics/rate.ts'

/** Points of a curve that a terminal is shown; `--json` has all. */
const POINTS_SHOWN = 8

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const rate = ({ value, low, high, n }: Rate): string =>
  value === null ? '–' : `${percent(value)} [${percent(low)}, ${percent(high)}] of ${n}`

const area = (auc: VoterOnPictures['auc']): string =>
  auc === null ? '–' : `${auc.value.toFixed(3)} [${auc.low.toFixed(2)}, ${auc.high.toFixed(2)}]`

/** Columns under each other. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}

/** Areas, rates and curves as text. */
export function printRealPictures(figures: RealPictureFigures): string {
  const { simulated, cards, labels, voters, policyVersion } = figures
  const speaking = Object.entries(voters).filter(([, { auc }]) => auc !== null)
  const silent = Object.entries(voters).filter(([, { auc }]) => auc === null)
  const source = simulated
    ? 'SIMULATED pictures: no evidence of accuracy on real ones.'
    : 'Pictures of the given folder, one frame each, without a flash.'
  const outlines =
    cards === 'assumed'
      ? 'The middle of every picture was taken for the card, and nothing was read.'
      : 'Cards were looked for; where none was found, voters abstain.'
  return [
    `${source} ${outlines} Policy ${policyVersion}.`,
    `Bounds: ${figures.bounds}.`,
    '',
    ...columns([
      ['label', 'pictures', 'card found'],
      ...Object.entries(labels).map(([label, { pictures, cardFound }]) => [
        label,
        String(pictures),
        String(cardFound),
      ]),
    ]),
    '',
    ...columns([
      ['voter', 'AUC', 'genuine failed', 'attacks failed', 'abstained genuine', 'abstained attacks'],
      ...speaking.map(([id, { auc, genuine, attacks }]) => [
        id,
        area(auc),
        rate(genuine.failed),
        rate(attacks.failed),
        rate(genuine.abstained),
        rate(attacks.abstained),
      ]),
    ]),
    ...speaking.flatMap(([id, voter]) => printCurve(id, voter)),
    '',
    `No comparison possible (abstained on all pictures of one kind): ${silent.map(([id]) => id).join(', ') || 'none'}.`,
  ].join('\n')
}

function printCurve(id: string, { roc, species, genuine, attacks, failAbove }: VoterOnPictures): string[] {
  const step = Math.max(1, Math.ceil(roc.length / POINTS_SHOWN))
  const shown = roc.filter((_, i) => i % step === 0 || i === roc.length - 1)
  return [
    '',
    `${id}: ${GENUINE} ${genuine.scored} scored, attacks ${attacks.scored} scored; fails above ${failAbove.toFixed(2)}`,
    ...columns([
      ['  suspicion ≥', 'genuine refused', 'attacks refused'],
      ...shown.map(({ suspicion, genuineRefused, attacksRefused }) => [
        `  ${suspicion.toFixed(3)}`,
        percent(genuineRefused),
        percent(attacksRefused),
      ]),
    ]),
    ...columns(
      Object.entries(species).map(([name, { auc, scored, pictures, failed }]) => [
        `  ${name}`,
        `AUC ${area(auc)}`,
        `${scored} of ${pictures} scored`,
        `failed ${rate(failed)}`,
      ]),
    ),
  ]
}
