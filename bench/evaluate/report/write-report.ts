import type { Evaluation } from '../run-evaluation.ts'

export function writeReport(evaluation: Evaluation): string {
  return JSON.stringify(evaluation.document)
}
