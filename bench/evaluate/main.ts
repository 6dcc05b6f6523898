// `npm run evaluate`: how often genuine cards are refused and attacks accepted, by the service's own pipeline. Progress goes to
// standard error; the result, a summary or with --json one document, to standard output.
import { writeFileSync } from 'node:fs'
import { KartuError } from '@kartu/core'
import { EVALUATE_USAGE, parseEvaluationOptions, type EvaluationOptions } from './evaluation-options.ts'
import { filmPresentation } from './film-presentation.ts'
import { exportCapture } from './folder/export-capture.ts'
import { planEvaluation } from './plan-evaluation.ts'
import { printEvaluation } from './print-evaluation.ts'
import { runEvaluation } from './run-evaluation.ts'
import { writeReport } from './report/write-report.ts'

const report = (line: string): void => console.error(line)

async function exportAll(options: EvaluationOptions, directory: string): Promise<void> {
  for (const presentation of planEvaluation(options)) {
    report(await exportCapture(await filmPresentation(presentation), directory))
  }
}

async function evaluate(options: EvaluationOptions): Promise<void> {
  if (options.export !== undefined) return exportAll(options, options.export)
  const evaluation = await runEvaluation(options, report)
  if (options.out !== undefined) writeFileSync(options.out, writeReport(evaluation))
  if (options.json) process.stdout.write(`${JSON.stringify(evaluation.document, null, 2)}\n`)
  else console.log(printEvaluation(evaluation.document))
}

try {
  await evaluate(parseEvaluationOptions(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof KartuError)) throw error
  console.error(`${error.code}: ${error.message}`)
  if (error.code === 'evaluate_usage') console.error(EVALUATE_USAGE)
  process.exitCode = 2
}
