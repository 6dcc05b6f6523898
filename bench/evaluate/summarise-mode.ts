import { quantile } from '../benchmark.ts'
import type { CaptureRecord } from './capture-record.ts'
import type { ModeFigures } from './evaluation-document.ts'
import { rankError, tradeoffOf } from './statistics/detection-tradeoff.ts'
import { rateOf, type Rate } from './statistics/rate.ts'

const MEDIAN = 0.5

/** Attack or genuine, a capture was accepted when it got a tier that is trusted by itself. */
const isAccepted = (record: CaptureRecord): boolean => record.tier !== 'low'
const isRefused = (record: CaptureRecord): boolean => !isAccepted(record)
const isHeldBack = (record: CaptureRecord): boolean => record.heldBack
const isUnanswered = (record: CaptureRecord): boolean => !record.isCardFound || record.silent.length > 0

/** Figures of all captures with a flash, or of all without. */
export function summariseMode(records: readonly CaptureRecord[]): ModeFigures {
  const genuine = records.filter((record) => record.genuine)
  const attacks = groupBy(
    records.filter((record) => !record.genuine),
    (record) => record.species,
  )
  const attackRates = (isCounted: (record: CaptureRecord) => boolean): Record<string, Rate> =>
    Object.fromEntries([...attacks].map(([species, own]) => [species, rateWhere(own, isCounted)]))
  const points = tradeoffOf({
    genuine: genuine.map(scoreOf),
    attacks: new Map([...attacks].map(([species, own]) => [species, own.map(scoreOf)])),
  })
  const ranks = genuine.length > 0 && attacks.size > 0 ? rankError(points) : NO_RANKS
  const bySpecies = groupBy(records, (record) => record.species)
  return {
    bpcer: rateWhere(genuine, isRefused),
    apcer: Object.fromEntries(
      Object.entries(attackRates(isAccepted)).sort(
        ([, a], [, b]) => (b.value ?? 0) - (a.value ?? 0) || b.high - a.high,
      ),
    ),
    ...ranks,
    heldBack: { bonaFide: rateWhere(genuine, isHeldBack), attacks: attackRates(isHeldBack) },
    bpcerSent: rateWhere(
      genuine.filter((record) => !isHeldBack(record)),
      isRefused,
    ),
    nonResponse: { bonaFide: rateWhere(genuine, isUnanswered), attacks: attackRates(isUnanswered) },
    cpuMsPerCapture: records.length === 0 ? null : medianOf(records.map((record) => record.cpuMs)),
    cpuMsPerStage: medianPerKey(records.map((record) => record.stageMs)),
    tiers: Object.fromEntries([...bySpecies].map(([species, own]) => [species, countTiers(own)])),
    varieties: ratesBy(genuine, (record) => record.variety ?? 'unnamed', isRefused),
    devices: ratesBy(genuine, (record) => record.device, isRefused),
    lights: ratesBy(genuine, (record) => record.light, isRefused),
    det: points.map((point) => ({
      ...point,
      threshold: Number.isFinite(point.threshold) ? point.threshold : null,
    })),
    voters: summariseVoters(records),
  }
}

const NO_RANKS = { bpcer10: null, bpcer20: null, bpcer100: null, avRank: null }

const scoreOf = (record: CaptureRecord): number => record.margin ?? -Infinity

function rateWhere(records: readonly CaptureRecord[], isCounted: (record: CaptureRecord) => boolean): Rate {
  return rateOf(records.filter(isCounted).length, records.length)
}

function ratesBy(
  records: readonly CaptureRecord[],
  keyOf: (record: CaptureRecord) => string,
  isCounted: (record: CaptureRecord) => boolean,
): Record<string, Rate> {
  const groups = [...groupBy(records, keyOf)]
  return Object.fromEntries(groups.map(([key, own]) => [key, rateWhere(own, isCounted)]))
}

function countTiers(records: readonly CaptureRecord[]) {
  const count = (isCounted: (record: CaptureRecord) => boolean): number => records.filter(isCounted).length
  return {
    high: count(({ tier }) => tier === 'high'),
    standard: count(({ tier }) => tier === 'standard'),
    review: count(({ verdict }) => verdict === 'requires_review'),
    failed: count(({ verdict }) => verdict === 'failed'),
  }
}

function summariseVoters(records: readonly CaptureRecord[]): ModeFigures['voters'] {
  const votes = records.flatMap(({ species, votes: own }) => own.map((vote) => ({ ...vote, species })))
  return Object.fromEntries(
    [...groupBy(votes, (vote) => vote.voter)].map(([voter, cast]) => [
      voter,
      {
        cpuMs: medianOf(cast.map((vote) => vote.cpuMs)),
        species: Object.fromEntries(
          [...groupBy(cast, (vote) => vote.species)].map(([species, own]) => [species, spreadVotes(own)]),
        ),
      },
    ]),
  )
}

function spreadVotes(votes: readonly CaptureRecord['votes'][number][]) {
  const count = (outcome: string): number => votes.filter((vote) => vote.outcome === outcome).length
  const suspicions = votes.flatMap(({ suspicion }) => (suspicion === null ? [] : [suspicion]))
  const at = (share: number): number => quantile(suspicions, share)
  return {
    n: votes.length,
    passed: count('passed'),
    failed: count('failed'),
    abstained: count('abstained'),
    faulted: votes.filter((vote) => vote.faulted).length,
    suspicion:
      suspicions.length === 0
        ? null
        : { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) },
  }
}

function medianPerKey(samples: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const values = groupBy(
    samples.flatMap((sample) => Object.entries(sample)),
    ([key]) => key,
  )
  return Object.fromEntries([...values].map(([key, own]) => [key, medianOf(own.map(([, value]) => value))]))
}

function medianOf(values: readonly number[]): number {
  return Number(quantile(values, MEDIAN).toFixed(2))
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, keyOf)
}
