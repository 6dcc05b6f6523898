import { VOTERS } from '@kartu/vision'
import { simulateEvidence } from './simulated-evidence.ts'

/**
 * Prints CPU milliseconds per voter for simulated captures of five frames: the first voter to ask for a shared input pays
 * for it, as in the service. Usage: node bench/voters.ts [captures] [--json]
 */
const DEVICE = 'phone-midrange'
const STEPS = 5
const WARM_UP = 2

const captures = Number(process.argv[2] ?? 5) || 5
const samples = new Map<string, number[]>(VOTERS.map((voter) => [voter.id, []]))
for (let i = 0; i < captures + WARM_UP; i++) {
  const { evidence } = await simulateEvidence({
    species: 'bona_fide',
    device: DEVICE,
    seed: `bench/${i}`,
    steps: STEPS,
  })
  for (const voter of VOTERS) {
    const before = process.cpuUsage()
    voter.vote(evidence)
    const { user, system } = process.cpuUsage(before)
    if (i >= WARM_UP) samples.get(voter.id)?.push((user + system) / 1000)
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const rows = [...samples].map(([voter, values]) => ({ voter, cpuMs: Number(median(values).toFixed(1)) }))
const totalMs = Number(rows.reduce((sum, row) => sum + row.cpuMs, 0).toFixed(1))
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ captures, frames: STEPS, device: DEVICE, voters: rows, totalMs }))
else {
  for (const { voter, cpuMs } of rows) console.log(`${voter.padEnd(20)} ${cpuMs.toFixed(1).padStart(7)} ms`)
  console.log(
    `${'all voters'.padEnd(20)} ${totalMs.toFixed(1).padStart(7)} ms CPU, median of ${captures} captures of ${STEPS} frames`,
  )
}
