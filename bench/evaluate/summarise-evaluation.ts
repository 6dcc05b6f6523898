import type { CaptureRecord } from './capture-record.ts'
import type { EvaluationDocument } from './evaluation-document.ts'
import { judgeByFile } from './judge-by-file.ts'
import { summariseMode } from './summarise-mode.ts'

type Conditions = Pick<EvaluationDocument, 'profile' | 'split' | 'seed' | 'policyVersion'>

/** All figures of an evaluation, from its records alone. */
export function summariseEvaluation(
  records: readonly CaptureRecord[],
  conditions: Conditions,
): EvaluationDocument {
  const species = [...new Set(records.filter((row) => !row.genuine).map((row) => row.species))]
  return {
    simulated: records.some((record) => record.simulated),
    ...conditions,
    captures: records.length,
    bounds: 'one-sided 95 % Clopper-Pearson',
    ...summariseMode(records.filter((record) => record.flash)),
    jpegOnly: {
      auc: judgeByFile(records, true),
      settings: judgeByFile(records, false),
      species: Object.fromEntries(
        species.map((id) => [
          id,
          judgeByFile(
            records.filter((row) => row.genuine || row.species === id),
            true,
          ),
        ]),
      ),
    },
    nonceless: summariseMode(records.filter((record) => !record.flash)),
  }
}
