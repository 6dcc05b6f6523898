// `npm run demo`: the main job without a camera or a card. Simulated specimens, genuine and attacked, through the real API of
// a throw-away service. Progress goes to standard error; the result, a table or with --json one document, to standard output.
import { parseArgs } from 'node:util'
import { runDemo, type DemoRow } from './run-demo.ts'
import { showDashboard } from './show-dashboard.ts'
import { startThrowawayService } from './throwaway-service.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    captures: { type: 'string', default: '1' },
    seed: { type: 'string', default: 'demo' },
    nonceless: { type: 'boolean', default: false },
    'seed-dashboard': { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
    url: { type: 'string' },
  },
})
const captures = Number(values.captures)
if (!Number.isInteger(captures) || captures < 1) {
  console.error('--captures is a whole number from 1: how many of each species')
  process.exit(2)
}

function tableOf(rows: readonly DemoRow[]): string {
  const header = [
    'species',
    'flash',
    'verdict',
    'tier',
    'score',
    'NIK',
    'fields',
    'voters +/−/abstained',
    'failed',
    'ms',
  ]
  const cells = rows.map((row) => [
    row.species,
    row.flash ? 'yes' : 'no',
    row.verdict,
    row.assuranceTier,
    String(row.score),
    row.nikCorrect ? 'right' : 'not',
    `${row.fieldsCorrect}/16`,
    `${row.voters.passed.length}/${row.voters.failed.length}/${row.voters.abstained.length}`,
    row.voters.failed.join(' ') || '-',
    String(row.milliseconds),
  ])
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  )
  return [header, ...cells]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

if (values['seed-dashboard']) {
  await showDashboard({ seed: values.seed, dataDir: values['data-dir'], url: values.url })
} else {
  await showCaptures()
}

async function showCaptures(): Promise<void> {
  console.error('Starting a throw-away service ...')
  const service = await startThrowawayService()
  try {
    const rows = await runDemo({
      ...service,
      captures,
      seed: values.seed,
      nonceless: values.nonceless,
      onRow: (row) =>
        console.error(`  ${row.species}${row.flash ? '' : ' (no flash)'}: ${row.assuranceTier}`),
    })
    if (values.json) process.stdout.write(`${JSON.stringify({ simulated: true, rows }, null, 2)}\n`)
    else console.log(`\n${tableOf(rows)}\n\nAll cards and photographs are simulated.`)
  } finally {
    await service.stop()
  }
}
