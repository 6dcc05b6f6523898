// `npm run bench -- <name>`: measurements of this service, each a file here. Progress goes to standard error; the result, a
// table or with --json one document, to standard output.
import { parseArgs } from 'node:util'
import type { Benchmark } from './benchmark.ts'
import { captureBenchmark } from './capture.ts'
import { flashCodeBenchmark } from './flash-code.ts'
import { locateBenchmark } from './locate.ts'
import { nikBenchmark } from './reading/benchmark-nik.ts'
import { locatedReadingBenchmark, readingBenchmark } from './reading/benchmark-reading.ts'
import { sdkBenchmark } from './sdk.ts'
import { votersBenchmark } from './voters.ts'

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  capture: captureBenchmark,
  'flash-code': flashCodeBenchmark,
  locate: locateBenchmark,
  reading: readingBenchmark,
  'reading-located': locatedReadingBenchmark,
  'reading-nik': nikBenchmark,
  sdk: sdkBenchmark,
  voters: votersBenchmark,
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
})
const benchmark = BENCHMARKS[positionals[0] ?? '']
if (benchmark === undefined) {
  console.error(
    `Usage: npm run bench -- <${Object.keys(BENCHMARKS).join('|')}> [--runs N] [--seed TEXT] [--json]`,
  )
  process.exit(2)
}
const result = await benchmark.run({
  runs: values.runs === undefined ? undefined : Number(values.runs),
  seed: values.seed,
  report: (line) => console.error(line),
})
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
else console.log(benchmark.print(result))
