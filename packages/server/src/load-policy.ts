import { readFile } from 'node:fs/promises'
import { KartuError, parseFusionPolicy } from '@kartu/core'

/** `policy/` at the root of the project: versioned, and part of every release. */
const POLICY_FILE = new URL('../../../policy/fusion.json', import.meta.url)

/**
 * Reads the fusion policy, checked, as the JSON that workers can be handed.
 * @throws KartuError `policy_missing` | `policy_invalid`
 */
export async function loadPolicy(): Promise<unknown> {
  const text = await readFile(POLICY_FILE, 'utf8').catch(() => {
    throw new KartuError('policy_missing', 'policy/fusion.json cannot be read')
  })
  const policy = JSON.parse(text) as unknown
  parseFusionPolicy(policy)
  return policy
}

const EVALUATION_FILE = new URL('../../../policy/evaluation.json', import.meta.url)

interface Rate {
  readonly value: number | null
  readonly low: number
  readonly high: number
  readonly n: number
}

/** What `npm run evaluate` measured of a policy: the one that runs, unless somebody changed it since. */
export interface PolicyEvaluation {
  readonly evaluatedVersion: string
  readonly simulated: boolean
  readonly captures: number
  readonly bpcer: Rate
  readonly apcer: Readonly<Record<string, Rate>>
  readonly det: readonly {
    readonly threshold: number | null
    readonly apcer: number
    readonly bpcer: number
  }[]
}

/** Reads the evaluation that came with the policy: a part of every release, checked by a test. */
export async function loadEvaluation(): Promise<PolicyEvaluation> {
  const document = JSON.parse(await readFile(EVALUATION_FILE, 'utf8')) as PolicyEvaluation & {
    readonly policyVersion: string
  }
  const { policyVersion, simulated, captures, bpcer, apcer, det } = document
  return { evaluatedVersion: policyVersion, simulated, captures, bpcer, apcer, det }
}
