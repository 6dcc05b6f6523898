// `npm run bench -- <name>`: measurements of this service, each a file here. Progress goes to standard error; the result, a
// table or with --json one document, to standard output.
import { parseArgs } from 'node:util'
import { KartuError } from '@kartu/core'
import type { Benchmark } from './benchmark.ts'
import { captureBenchmark } from './capture.ts'
import { deskQueueBenchmark } from './desk-queue.ts'
import { flashCodeBenchmark } from './flash-code.ts'
import { locateBenchmark } from './locate.ts'
import { nikBenchmark } from './reading/benchmark-nik.ts'
import { realPicturesBenchmark } from './real-pictures/real-pictures.ts'
import { locatedReadingBenchmark, readingBenchmark } from './reading/benchmark-reading.ts'
import { sdkBenchmark } from './sdk.ts'
import { twoStagesBenchmark } from './two-stages.ts'
import { votersBenchmark } from './voters.ts'

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  capture: captureBenchmark,
  'desk-queue': deskQueueBenchmark,
  'flash-code': flashCodeBenchmark,
  locate: locateBenchmark,
  reading: readingBenchmark,
  'reading-located': locatedReadingBenchmark,
  'reading-nik': nikBenchmark,
  sdk: sdkBenchmark,
  'real-pictures': realPicturesBenchmark,
  'two-stages': twoStagesBenchmark,
  voters: votersBenchmark,
}

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string' },
    seed: { type: 'string' },
    folder: { type: 'string' },
    'assume-card': { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const benchmark = BENCHMARKS[positionals[0] ?? '']
if (benchmark === undefined) {
  console.error(
    `Usage: npm run bench -- <${Object.keys(BENCHMARKS).join('|')}> [--runs N] [--seed TEXT] [--folder DIR [--assume-card]] [--json]`,
  )
  process.exit(2)
}
try {
  const result = await benchmark.run({
    runs: values.runs === undefined ? undefined : Number(values.runs),
    seed: values.seed,
    folder: values.folder,
    assumesCard: values['assume-card'],
    report: (line) => console.error(line),
  })
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  else console.log(benchmark.print(result))
} catch (error) {
  if (!(error instanceof KartuError)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = 2
}
