import { KartuError } from '../errors.ts'
import type { VoterFamily } from './vote.ts'

/** One knot of a calibration curve; between knots it is linear, beyond the ends constant. */
export interface LlrKnot {
  /** 0–1. */
  readonly suspicion: number
  /** Natural log of P(suspicion | genuine) / P(suspicion | attack): positive speaks for genuine. */
  readonly llr: number
}

export interface VoterPolicy {
  /** A suspicion above this fails; 0–1. */
  readonly failAbove: number
  /** When it fails, its family can't be positive whatever the other voters say. */
  readonly hard: boolean
  /** Unless it passes, its family can't be positive: an abstention is not enough. */
  readonly required: boolean
  /** Ascending in suspicion, never rising in llr. */
  readonly curve: readonly LlrKnot[]
}

export interface FamilyPolicy {
  /** Natural log odds of genuine before any vote. */
  readonly prior: number
  /** Fused evidence (nats) at or above which the family is positive: live, authentic. */
  readonly positiveAtLeast: number
  /** Fused evidence (nats) at or below which it is negative: spoof, tampered. Unclear lies between. */
  readonly negativeAtMost: number
  /** With fewer voters that passed the family can't be positive. */
  readonly minimumPassed: number
}

export interface FusionPolicy {
  readonly version: string
  readonly voters: Readonly<Record<string, VoterPolicy>>
  readonly families: Readonly<Record<VoterFamily, FamilyPolicy>>
}

/** Checks a policy read from JSON. Throws `policy_invalid` naming the first broken rule. */
export function parseFusionPolicy(json: unknown): FusionPolicy {
  const root = asObject(json, 'policy')
  const families = asObject(root['families'], 'families')
  const voters: Record<string, VoterPolicy> = {}
  for (const [id, value] of Object.entries(asObject(root['voters'], 'voters')))
    voters[id] = parseVoter(id, value)
  if (typeof root['version'] !== 'string') throw invalid('version is not a string')
  return {
    version: root['version'],
    voters,
    families: {
      antiSpoof: parseFamily('antiSpoof', families['antiSpoof']),
      tamper: parseFamily('tamper', families['tamper']),
    },
  }
}

function parseVoter(id: string, value: unknown): VoterPolicy {
  const object = asObject(value, id)
  const failAbove = asNumber(object['failAbove'], `${id}.failAbove`)
  if (failAbove < 0 || failAbove > 1) throw invalid(`${id}.failAbove is outside 0 to 1`)
  if (typeof object['hard'] !== 'boolean') throw invalid(`${id}.hard is not a boolean`)
  const required = object['required'] ?? false
  if (typeof required !== 'boolean') throw invalid(`${id}.required is not a boolean`)
  const knots = object['curve']
  if (!Array.isArray(knots) || knots.length === 0) throw invalid(`${id}.curve is empty`)
  const curve = knots.map((knot: unknown) => {
    const entry = asObject(knot, `${id}.curve`)
    return {
      suspicion: asNumber(entry['suspicion'], `${id}.curve`),
      llr: asNumber(entry['llr'], `${id}.curve`),
    }
  })
  for (const [i, knot] of curve.entries()) {
    const next = curve[i + 1]
    if (next === undefined) continue
    if (next.suspicion <= knot.suspicion) throw invalid(`${id}.curve does not ascend in suspicion`)
    if (next.llr > knot.llr) throw invalid(`${id}.curve rises with suspicion`)
  }
  return { failAbove, hard: object['hard'], required, curve }
}

function parseFamily(name: string, value: unknown): FamilyPolicy {
  const object = asObject(value, name)
  const policy = {
    prior: asNumber(object['prior'], `${name}.prior`),
    positiveAtLeast: asNumber(object['positiveAtLeast'], `${name}.positiveAtLeast`),
    negativeAtMost: asNumber(object['negativeAtMost'], `${name}.negativeAtMost`),
    minimumPassed: asNumber(object['minimumPassed'], `${name}.minimumPassed`),
  }
  if (policy.negativeAtMost >= policy.positiveAtLeast) throw invalid(`${name}: thresholds overlap`)
  if (!Number.isInteger(policy.minimumPassed) || policy.minimumPassed < 1) {
    throw invalid(`${name}.minimumPassed is not a positive whole number`)
  }
  return policy
}

function asObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${name} is not an object`)
  return Object.fromEntries(Object.entries(value))
}

function asNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`${name} is not a finite number`)
  return value
}

function invalid(message: string): KartuError {
  return new KartuError('policy_invalid', message)
}
