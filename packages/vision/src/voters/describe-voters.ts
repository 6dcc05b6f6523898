import { VOTERS } from './registry.ts'

/** Rows that the document shows for each family, in this order. */
const FAMILIES = [
  ['antiSpoof', 'Was the card really there?'],
  ['tamper', 'Is the card as it was issued?'],
] as const

/** How one voter answered captures of one species: counts. */
interface Answers {
  readonly n: number
  readonly failed: number
  readonly abstained: number
}

interface Rate {
  readonly value: number | null
  /** One-sided 95 % upper bound. */
  readonly high: number
  readonly n: number
}

interface MeasuredMode {
  readonly bpcer: Rate
  readonly apcer: Readonly<Record<string, Rate>>
  readonly voters: Readonly<
    Record<string, { readonly cpuMs: number; readonly species: Readonly<Record<string, Answers>> }>
  >
}

/** What `npm run evaluate -- --json` printed: `policy/evaluation.json`. */
export interface MeasuredVoters extends MeasuredMode {
  readonly policyVersion: string
  readonly seed: string | null
  readonly captures: number
  readonly nonceless: MeasuredMode
}

/** The species of genuine cards. */
const GENUINE = 'bona_fide'

/** docs/VOTERS.md, whole: written from the registry and the committed evaluation, so that code, figures and document cannot differ. */
export function describeVoters(measured: MeasuredVoters): string {
  const sections = FAMILIES.flatMap(([family, question]) => [
    `## ${question} (\`${family}\`)`,
    '',
    ...VOTERS.filter((voter) => voter.family === family).flatMap((voter) => [
      `### \`${voter.id}\``,
      '',
      voter.measures,
      '',
      `- **Blind to:** ${voter.blindTo}`,
      `- **Needs:** ${voter.needs.join('; ')}. Otherwise it abstains.`,
      `- **Costs:** ${measured.voters[voter.id]?.cpuMs.toFixed(1) ?? '–'} ms CPU a capture, median, shared inputs charged to whoever asks first.`,
      '',
      ...answersOf(voter.id, measured),
    ]),
  ])
  return [
    '# Voters',
    '',
    'Generated from `packages/vision/src/voters/registry.ts` and `policy/evaluation.json` by `scripts/write-voters-doc.ts`; a test keeps it in step.',
    '',
    'A voter measures one physical effect and answers a suspicion from 0 to 1, or abstains with a reason. An abstention is',
    'never a pass and never makes a verdict better. `policy/fusion.json` holds the suspicion above which a voter fails, what its',
    'answer weighs, and the run that each number rests on: `npm run fit-policy` makes it. `npm run evaluate` measures how often',
    'each voter fails on captures that nothing was fitted on, `npm run bench -- voters` what each costs.',
    '',
    ...sections,
    ...overall(measured),
  ].join('\n')
}

/** Genuine cards, then the attacks that the voter fails at all, those it fails most first. */
function answersOf(id: string, measured: MeasuredVoters): string[] {
  const [flash, none] = [measured.voters[id]?.species ?? {}, measured.nonceless.voters[id]?.species ?? {}]
  const failures = (species: string) => share(flash[species], 'failed') + share(none[species], 'failed')
  const attacks = [...new Set([...Object.keys(flash), ...Object.keys(none)])]
    .filter((species) => species !== GENUINE && failures(species) > 0)
    .sort((a, b) => failures(b) - failures(a) || (a < b ? -1 : 1))
  const row = (species: string) => {
    const cell = (answers: Answers | undefined, what: 'failed' | 'abstained') =>
      answers === undefined ? '–' : `${percent(share(answers, what))}`
    const cells = [flash[species], none[species]].flatMap((answers) => [
      cell(answers, 'failed'),
      cell(answers, 'abstained'),
    ])
    return `| \`${species}\` | ${cells.join(' | ')} |`
  }
  return [
    '| simulated captures | fails, with flash | abstains | fails, without flash | abstains |',
    '| --- | --- | --- | --- | --- |',
    ...[GENUINE, ...attacks].map(row),
    '',
  ]
}

function overall({ bpcer, apcer, nonceless, policyVersion, seed, captures }: MeasuredVoters): string[] {
  const cell = (rate: Rate | undefined) =>
    rate === undefined ? '–' : `${percent(rate.value ?? 0)} (≤ ${percent(rate.high)}, n ${rate.n})`
  return [
    '## All voters together',
    '',
    `Policy ${policyVersion} on ${captures} simulated captures of the evaluation split${seed === null ? '' : ` (seed \`${seed}\`)`}, on whose devices, print styles and cards nothing was`,
    'fitted. In brackets one-sided 95 % Clopper-Pearson bounds. An attack counts when it gets tier `high` or `standard`, a genuine card when it gets neither.',
    '',
    '| | with flash | without flash |',
    '| --- | --- | --- |',
    `| BPCER | ${cell(bpcer)} | ${cell(nonceless.bpcer)} |`,
    ...Object.keys(apcer).map(
      (species) => `| APCER \`${species}\` | ${cell(apcer[species])} | ${cell(nonceless.apcer[species])} |`,
    ),
    '',
  ]
}

const share = (answers: Answers | undefined, what: 'failed' | 'abstained'): number =>
  answers === undefined || answers.n === 0 ? 0 : answers[what] / answers.n

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
