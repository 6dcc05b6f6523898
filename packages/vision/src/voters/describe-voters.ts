import { VOTERS } from './registry.ts'

/** Rows that the document shows for each family, in this order. */
const FAMILIES = [
  ['antiSpoof', 'Was the card really there?'],
  ['tamper', 'Is the card as it was issued?'],
] as const

/** docs/VOTERS.md, whole: written from the registry so that code and document cannot differ. */
export function describeVoters(): string {
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
      '',
    ]),
  ])
  return [
    '# Voters',
    '',
    'Generated from `packages/vision/src/voters/registry.ts` by `scripts/write-voters-doc.ts`; a test keeps it in step.',
    '',
    'A voter measures one physical effect and answers a suspicion from 0 to 1, or abstains with a reason. An abstention is',
    'never a pass and never makes a verdict better. `policy/fusion.json` holds the suspicion above which a voter fails, what its',
    'answer weighs, and the run that each number rests on: `npm run fit-policy` makes it. `npm run evaluate` measures how often',
    'each voter fails on captures that nothing was fitted on, `npm run bench -- voters` what each costs.',
    '',
    ...sections,
  ].join('\n')
}
