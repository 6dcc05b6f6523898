import { voterPolicy, type CastVote, type FusionPolicy } from '@kartu/core'
import { VOTERS } from '@kartu/vision'
import { areaUnderCurve } from '../evaluate/statistics/area-under-curve.ts'
import { rateOf, type Rate } from '../evaluate/statistics/rate.ts'
import { GENUINE } from './list-pictures.ts'

/** Standard errors to either side of an area: 95 % of a normal distribution, both ends. */
const NORMAL_95 = 1.96

/** The votes on one picture. */
export interface LabelledVotes {
  readonly species: string
  readonly isCardFound: boolean
  readonly votes: readonly CastVote[]
}

interface Area {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One voter on the pictures of one label. */
interface Share {
  readonly pictures: number
  readonly scored: number
  /** Of all pictures. */
  readonly abstained: Rate
  /** Of the scored ones, by the policy's own threshold. */
  readonly failed: Rate
}

interface RocPoint {
  /** Refused are pictures whose suspicion is this or more. */
  readonly suspicion: number
  readonly genuineRefused: number
  readonly attacksRefused: number
}

export interface VoterOnPictures {
  readonly family: string
  readonly failAbove: number
  readonly genuine: Share
  readonly attacks: Share
  /**
   * Probability that an attack looks more suspicious than a genuine picture, ties counting half; of scored pictures only, null
   * where there are none of one kind.
   */
  readonly auc: Area | null
  readonly species: Readonly<Record<string, Share & { readonly auc: Area | null }>>
  readonly roc: readonly RocPoint[]
}

export function summariseVoters(
  pictures: readonly LabelledVotes[],
  policy: FusionPolicy,
): Readonly<Record<string, VoterOnPictures>> {
  const genuine = pictures.filter(({ species }) => species === GENUINE)
  const attacks = pictures.filter(({ species }) => species !== GENUINE)
  return Object.fromEntries(
    VOTERS.map(({ id, family }) => {
      const votesOn = (some: readonly LabelledVotes[]) =>
        some.flatMap(({ votes }) => votes.filter(({ voter }) => voter === id))
      const genuineVotes = votesOn(genuine)
      const attackVotes = votesOn(attacks)
      const bySpecies = Map.groupBy(attacks, ({ species }) => species)
      const summary: VoterOnPictures = {
        family,
        failAbove: voterPolicy(policy, id).failAbove,
        genuine: shareOf(genuineVotes),
        attacks: shareOf(attackVotes),
        auc: areaOf(genuineVotes, attackVotes),
        species: Object.fromEntries(
          [...bySpecies].map(([species, own]) => {
            const votes = votesOn(own)
            return [species, { ...shareOf(votes), auc: areaOf(genuineVotes, votes) }]
          }),
        ),
        roc: rocOf(scoresOf(genuineVotes), scoresOf(attackVotes)),
      }
      return [id, summary] as const
    }),
  )
}

const scoresOf = (votes: readonly CastVote[]): readonly number[] =>
  votes.flatMap(({ suspicion }) => suspicion ?? [])

function shareOf(votes: readonly CastVote[]): Share {
  const scored = scoresOf(votes).length
  return {
    pictures: votes.length,
    scored,
    abstained: rateOf(votes.length - scored, votes.length),
    failed: rateOf(votes.filter(({ outcome }) => outcome === 'failed').length, scored),
  }
}

function areaOf(genuine: readonly CastVote[], attacks: readonly CastVote[]): Area | null {
  const area = areaUnderCurve(scoresOf(attacks), scoresOf(genuine))
  if (!area) return null
  const { value, standardError } = area
  return {
    value,
    low: Math.max(0, value - NORMAL_95 * standardError),
    high: Math.min(1, value + NORMAL_95 * standardError),
  }
}

/** From the strictest bound that refuses anything to the loosest. */
function rocOf(genuine: readonly number[], attacks: readonly number[]): readonly RocPoint[] {
  if (genuine.length === 0 || attacks.length === 0) return []
  const refused = (scores: readonly number[], from: number): number =>
    scores.filter((score) => score >= from).length / scores.length
  const bounds = [...new Set([...genuine, ...attacks])].sort((a, b) => b - a)
  return bounds.map((suspicion) => ({
    suspicion,
    genuineRefused: refused(genuine, suspicion),
    attacksRefused: refused(attacks, suspicion),
  }))
}
