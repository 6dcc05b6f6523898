import { writeFileSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fuse, parseFusionPolicy, type CastVote, type Fused } from '@kartu/core'
import { DEVICE_PROFILES, SPECIES } from '@kartu/specimen'
import { castVotes } from '@kartu/vision'
import { simulateEvidence } from './simulated-evidence.ts'

/**
 * Measures every voter on simulated captures and prints how its suspicion is spread per species, then how the committed policy
 * fuses them. Usage: node bench/calibrate-voters.ts <fit|evaluate> <captures per species> [first seed] [--species a,b] [--json file]
 * Thresholds may be chosen from `fit` (its own devices and seeds) only; `evaluate` is for reporting.
 */
const STEPS = [5, 5, 7, null] as const

interface Judged {
  readonly species: string
  readonly genuine: boolean
  readonly device: string
  readonly seed: string
  readonly flash: boolean
  readonly votes: readonly CastVote[]
  readonly fused: Fused
}

const speciesAt = process.argv.indexOf('--species')
const wanted = speciesAt < 0 ? null : (process.argv[speciesAt + 1] ?? '').split(',')
const species = SPECIES.filter(({ id }) => wanted?.includes(id) ?? true)

const policyPath = fileURLToPath(new URL('../policy/fusion.json', import.meta.url))

async function judgeAll(
  split: 'fit' | 'evaluate',
  count: number,
  firstSeed: number,
): Promise<readonly Judged[]> {
  const policy = parseFusionPolicy(JSON.parse(readFileSync(policyPath, 'utf8')))
  const devices = DEVICE_PROFILES.filter((device) => device.split === split)
  const judged: Judged[] = []
  for (const { id, genuine } of species) {
    for (let i = firstSeed; i < firstSeed + count; i++) {
      const device = devices[i % devices.length]
      if (!device) continue
      const steps = STEPS[Math.floor(i / devices.length) % STEPS.length] ?? null
      const seed = `voters/${split}/${i}`
      const { evidence } = await simulateEvidence({ species: id, device: device.name, seed, steps })
      const votes = castVotes(evidence, policy)
      const fused = fuse(votes, policy)
      judged.push({
        species: id,
        genuine,
        device: device.name,
        seed,
        flash: steps !== null,
        votes,
        fused,
      })
    }
    process.stderr.write(`${id}: ${count} captures\n`)
  }
  return judged
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`

function printVoters(judged: readonly Judged[]): void {
  const voters = judged[0]?.votes.map((vote) => vote.voter) ?? []
  for (const voter of voters) {
    console.log(`\n${voter}`)
    for (const { id } of species) {
      const votes = judged
        .filter((row) => row.species === id)
        .flatMap((row) => row.votes.filter((v) => v.voter === voter))
      const suspicions = votes
        .flatMap((vote) => (vote.suspicion === undefined ? [] : [vote.suspicion]))
        .sort((a, b) => a - b)
      const at = (q: number): string =>
        suspicions[Math.min(suspicions.length - 1, Math.floor(q * suspicions.length))]?.toFixed(2) ?? '–'
      const failed = votes.filter((vote) => vote.outcome === 'failed').length
      const abstained = votes.filter((vote) => vote.outcome === 'abstained').length
      const faulted = votes.filter((vote) => vote.faulted).length
      console.log(
        `  ${id.padEnd(18)} failed ${percent(failed, votes.length).padStart(5)}  abstained ${percent(abstained, votes.length).padStart(5)}` +
          `  suspicion 5/50/95 %: ${at(0.05)} ${at(0.5)} ${at(0.95)}${faulted > 0 ? `  FAULTED ${faulted}` : ''}`,
      )
    }
  }
}

function printFused(judged: readonly Judged[]): void {
  for (const flash of [true, false]) {
    console.log(`\nfused, ${flash ? 'with' : 'without'} flash`)
    for (const { id } of species) {
      const rows = judged.filter((row) => row.species === id && row.flash === flash)
      const live = rows.filter((row) => row.fused.antiSpoof === 'live').length
      const spoof = rows.filter((row) => row.fused.antiSpoof === 'spoof').length
      const authentic = rows.filter((row) => row.fused.tamper === 'authentic').length
      const both = rows.filter(
        (row) => row.fused.antiSpoof === 'live' && row.fused.tamper === 'authentic',
      ).length
      console.log(
        `  ${id.padEnd(18)} n ${String(rows.length).padStart(3)}  live ${percent(live, rows.length).padStart(5)}  spoof ${percent(spoof, rows.length).padStart(5)}` +
          `  authentic ${percent(authentic, rows.length).padStart(5)}  live and authentic ${percent(both, rows.length).padStart(5)}`,
      )
    }
  }
}

const [split, countText, firstText] = process.argv.slice(2)
if (split !== 'fit' && split !== 'evaluate')
  throw new Error('usage: calibrate-voters.ts <fit|evaluate> <count> [first seed]')
const judged = await judgeAll(split, Number(countText ?? 12), Number(firstText ?? 0))
const jsonAt = process.argv.indexOf('--json')
const jsonFile = jsonAt < 0 ? undefined : process.argv[jsonAt + 1]
if (jsonFile) writeFileSync(jsonFile, JSON.stringify(judged))
console.log(
  `simulated captures, split ${split}, seeds ${firstText ?? 0} to ${Number(firstText ?? 0) + Number(countText ?? 12) - 1}`,
)
printVoters(judged)
printFused(judged)
