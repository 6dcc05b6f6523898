import { cpus } from 'node:os'
import { decodeFrame } from '@kartu/server'
import { DEVICE_PROFILES, SPECIES, inventCard, simulateCapture, type Quad } from '@kartu/specimen'
import { locateCard, locateInFrames, type LocatedCard, type RgbImage } from '@kartu/vision'
import { quantile, type Benchmark } from './benchmark.ts'
import { nonCards } from './non-cards.ts'

const DEFAULT_CAPTURES = 40
const MICROSECONDS_PER_MILLISECOND = 1000
/** A corner farther off than this share of the card's width makes the rows unreadable. */
const LOCATED_ERROR = 0.02
const FLASH = {
  colors: ['#FF0000', '#000000', '#00FFFF', '#0000FF', '#FFFF00'],
  holdMs: [450, 400, 500, 420, 480],
}

interface LocateFigures {
  readonly simulated: true
  readonly processor: string
  readonly captures: number
  readonly frames: number
  /** Share of the frames whose four corners all lie within 2 % of the card's width of the truth. */
  readonly locatedRate: number
  readonly locatedRatePerSpecies: Readonly<Record<string, number>>
  /** Largest corner error of a located frame, in percent of the card's width. */
  readonly cornerErrorPercent: { readonly p50: number; readonly p95: number }
  readonly nonCards: number
  readonly falsePositives: Readonly<Record<string, number>>
  /** CPU milliseconds to locate the card in all frames of one capture (up to five of 1280 × 800). */
  readonly cpuMsPerCapture: { readonly p50: number; readonly p95: number }
}

interface Tally {
  located: number
  frames: number
}

/** How often and how exactly the card is found in simulated frames of all species, how long it takes, and what is taken for one. */
export const locateBenchmark: Benchmark<LocateFigures> = {
  async run({ runs = DEFAULT_CAPTURES, seed = 'locate', report }) {
    const errors: number[] = []
    const times: number[] = []
    const tallies = new Map<string, Tally>()
    const falsePositives: Record<string, number> = {}
    let nonCardCount = 0
    for (let n = 0; n < runs; n += 1) {
      // Every second capture is genuine, the others go round the attacks: those must be located to be judged.
      const species = SPECIES[n % 2 === 0 ? 0 : 1 + (((n - 1) / 2) % (SPECIES.length - 1))]
      const device = DEVICE_PROFILES[n % DEVICE_PROFILES.length]
      if (species === undefined || device === undefined) continue
      const capture = await simulateCapture({
        card: inventCard(`${seed}/${n}`),
        species: species.id,
        device: device.name,
        challenge: n % 5 === 4 ? null : FLASH,
        seed: `${seed}/${n}`,
      })
      const images = await Promise.all(capture.frames.map(async (frame) => (await decodeFrame(frame)).image))
      const before = process.cpuUsage()
      const cards = locateInFrames(images)
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / MICROSECONDS_PER_MILLISECOND)
      const tally = tallies.get(species.id) ?? { located: 0, frames: 0 }
      tallies.set(species.id, tally)
      cards.forEach((card, index) => {
        const truth = capture.quads[index]
        if (truth === undefined) return
        const error = cornerError(card, truth)
        tally.frames += 1
        if (error >= LOCATED_ERROR) return
        tally.located += 1
        errors.push(error)
      })
      nonCardCount += countFalsePositives(images[0], capture.quads[0], `${seed}/${n}`, falsePositives)
      report(`locate: ${n + 1} of ${runs} captures`)
    }
    const all = [...tallies.values()]
    const frames = all.reduce((sum, tally) => sum + tally.frames, 0)
    return {
      simulated: true,
      processor: cpus()[0]?.model ?? 'unknown',
      captures: runs,
      frames,
      locatedRate: all.reduce((sum, tally) => sum + tally.located, 0) / frames,
      locatedRatePerSpecies: Object.fromEntries(
        [...tallies].map(([id, tally]) => [id, tally.located / tally.frames]),
      ),
      cornerErrorPercent: { p50: 100 * quantile(errors, 0.5), p95: 100 * quantile(errors, 0.95) },
      nonCards: nonCardCount,
      falsePositives,
      cpuMsPerCapture: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) },
    }
  },
  print(result) {
    const figures = result as LocateFigures
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
    return [
      `Simulated captures: ${figures.captures}, ${figures.frames} frames of 1280 × 800 (${figures.processor})`,
      `located (every corner within 2 % of the width): ${percent(figures.locatedRate)}`,
      ...Object.entries(figures.locatedRatePerSpecies).map(([id, rate]) => `  ${id}: ${percent(rate)}`),
      `largest corner error, % of width: p50 ${figures.cornerErrorPercent.p50.toFixed(3)}, p95 ${figures.cornerErrorPercent.p95.toFixed(3)}`,
      `taken for a KTP among ${figures.nonCards} pictures without one: ${JSON.stringify(figures.falsePositives)}`,
      `CPU per capture: p50 ${figures.cpuMsPerCapture.p50.toFixed(0)} ms, p95 ${figures.cpuMsPerCapture.p95.toFixed(0)} ms`,
    ].join('\n')
  },
}

/** Largest distance of a corner from the truth over the card's width; infinite where none was found. */
function cornerError(card: LocatedCard | null, truth: Quad): number {
  if (card === null) return Infinity
  const widthPx = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y)
  return (
    Math.max(...truth.map(({ x, y }, k) => Math.hypot(card.quad[k]!.x - x, card.quad[k]!.y - y))) / widthPx
  )
}

function countFalsePositives(
  image: RgbImage | undefined,
  quad: Quad | undefined,
  seed: string,
  falsePositives: Record<string, number>,
): number {
  if (image === undefined || quad === undefined) return 0
  const pictures = nonCards(image, quad, seed)
  for (const picture of pictures) {
    falsePositives[picture.kind] =
      (falsePositives[picture.kind] ?? 0) + (locateCard(picture.image) === null ? 0 : 1)
  }
  return pictures.length
}
