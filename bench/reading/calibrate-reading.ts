import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ROW_NAMES, type NeuralModel, type RowName } from '@kartu/core'
import { loadLineReader } from '@kartu/server'
import { readRows, type LineReader, type ReadingCalibration } from '@kartu/vision'
import { CONDITIONS, filmCard, openPicture } from './film-card.ts'
import { printedRows } from './score-reading.ts'

/**
 * Fits how the line reader's likelihoods become probabilities, on simulated captures of the `fit` split (its own print styles,
 * devices and seeds), and writes `policy/reading.json`. Usage: node bench/reading/calibrate-reading.ts [--cards N] [--seed TEXT]
 */
const TEMPERATURES = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]
const CORRELATIONS = [0, 0.25, 0.5, 0.75, 1]
const FLASH_FRAMES = 3
/** The least sure of the values that fit nearly as well as the best is taken: cameras and faces differ from the simulated ones. */
const CAUTION = 1.05
/** A share of lines is wrong for reasons that no look at characters can know, such as a line that was not found whole. */
const UNKNOWABLE = 0.003

/** How sure the reader was of a whole line, and whether it was right. */
interface LineOutcome {
  readonly confidence: number
  readonly right: boolean
}

type Film = NonNullable<Awaited<ReturnType<typeof filmCard>>>

const { values } = parseArgs({
  options: { cards: { type: 'string', default: '60' }, seed: { type: 'string', default: 'calibrate' } },
})
const reader = await loadLineReader()
const films: Film[] = []
for (let i = 0; i < Number(values.cards); i++) {
  const condition = CONDITIONS[i % CONDITIONS.length]!
  const film = await filmCard({
    split: 'fit',
    condition,
    seed: `${values.seed}/${i}`,
    frames: FLASH_FRAMES,
    outlines: 'true',
  })
  if (film !== null) films.push(film)
  process.stderr.write(`\rfilmed ${i + 1}`)
}
const remembering = { ...reader, network: remember(reader.network) }
const loss = async (calibration: ReadingCalibration, frames: 'one' | 'all') => {
  const outcomes = await readAll({ ...remembering, calibration }, frames)
  return negativeLogLikelihood(outcomes)
}
// One frame has no correlation to fit; with the temperature known, several frames say how much they repeat each other.
const temperature = await least(TEMPERATURES, (value) =>
  loss({ temperature: value, frameCorrelation: 0 }, 'one'),
)
const frameCorrelation = await least(CORRELATIONS, (value) =>
  loss({ temperature: temperature.value, frameCorrelation: value }, 'all'),
)
const policy = {
  version: new Date().toISOString().slice(0, 10),
  modelId: reader.network.modelId,
  calibration: { temperature: temperature.value, frameCorrelation: frameCorrelation.value },
  basis: `bench/reading/calibrate-reading.ts --cards ${values.cards} --seed ${values.seed}: ${films.length} simulated captures of the fit split, ${ROW_NAMES.length} lines each; mean loss of a line ${temperature.loss.toFixed(4)} from one frame, ${frameCorrelation.loss.toFixed(4)} from all.`,
  tried: { temperature: temperature.tried, frameCorrelation: frameCorrelation.tried },
}
await writeFile(
  fileURLToPath(new URL('../../policy/reading.json', import.meta.url)),
  `${JSON.stringify(policy, null, 1)}\n`,
)
process.stdout.write(`${JSON.stringify(policy, null, 1)}\n`)

async function least(candidates: readonly number[], lossOf: (value: number) => Promise<number>) {
  const tried: Record<string, number> = {}
  const losses: { readonly value: number; readonly loss: number }[] = []
  for (const value of candidates) {
    const loss = await lossOf(value)
    losses.push({ value, loss })
    tried[value] = Number(loss.toFixed(5))
    process.stderr.write(`\n${value}: ${loss.toFixed(5)}`)
  }
  const lowest = Math.min(...losses.map(({ loss }) => loss))
  const cautious = losses.findLast(({ loss }) => loss <= CAUTION * lowest)!
  return { ...cautious, tried }
}

async function readAll(with_: LineReader, frames: 'one' | 'all'): Promise<LineOutcome[]> {
  const outcomes: LineOutcome[] = []
  for (const film of films) {
    const rows = await readRows(
      frames === 'one' && film.picture ? openPicture(film.picture) : film.source,
      with_,
    )
    for (const [row, text] of Object.entries(printedRows(film.card)) as [RowName, string][]) {
      const line = rows[row]
      if (line === undefined) continue
      const confidence = line.confidences.reduce((product, p) => product * p, 1)
      outcomes.push({ confidence, right: line.text.replace(/\s+/g, ' ').trim() === text })
    }
  }
  return outcomes
}

function negativeLogLikelihood(outcomes: readonly LineOutcome[]): number {
  const sum = outcomes.reduce((total, { confidence, right }) => {
    const p = UNKNOWABLE + (1 - 2 * UNKNOWABLE) * confidence
    return total - Math.log(right ? p : 1 - p)
  }, 0)
  return sum / outcomes.length
}

/** The same picture of a line is looked at once, however many calibrations are tried. */
function remember(network: NeuralModel): NeuralModel {
  const known = new Map<string, Awaited<ReturnType<NeuralModel['run']>>>()
  return {
    modelId: network.modelId,
    async run(input) {
      const key = createHash('sha256').update(input.data).digest('hex')
      const answer = known.get(key) ?? (await network.run(input))
      known.set(key, answer)
      return answer
    },
  }
}
