import { generateChallengeColors } from '@kartu/core'
import { createSeededRandom, inventCard, simulateCapture } from '@kartu/specimen'
import { VOTERS } from '@kartu/vision'
import type { Benchmark } from './benchmark.ts'
import { planEvaluation } from './evaluate/plan-evaluation.ts'
import { rateOf, type Rate } from './evaluate/statistics/rate.ts'
import { seededBytes } from './seeded-bytes.ts'
import { evidenceOf } from './simulated-evidence.ts'

const STEPS = 5
const DEFAULT_RUNS = 100
const DEFAULT_SEED = 'flash-code'
/** Codes that were never shown, tried on each capture. */
const WRONG_CODES = 20
const VOTER = 'flash_reflectance'

interface FlashCodeFigures {
  readonly simulated: true
  readonly seed: string
  /** Genuine captures whose own code was seen: without that there is no tier `high`. */
  readonly own: Rate
  /** Different codes that were taken for the one that was shown. */
  readonly wrong: Rate
}

/** `npm run bench -- flash-code`: how often light of one code passes for another's, on genuine cards of the evaluation's devices and varieties. */
export const flashCodeBenchmark: Benchmark<FlashCodeFigures> = {
  async run({ runs = DEFAULT_RUNS, seed = DEFAULT_SEED, report }) {
    const voter = VOTERS.find(({ id }) => id === VOTER)!
    const order = { split: 'evaluate', seed, genuineCount: runs, attackCount: 0, species: null } as const
    let [own, wrong, tried] = [0, 0, 0]
    for (const presentation of planEvaluation(order).filter(({ flash }) => flash)) {
      const random = seededBytes(createSeededRandom(`${presentation.seed}/code`))
      const draw = () => generateChallengeColors(random, { steps: STEPS, palette: 'standard' })
      const challenge = draw()
      const { species, device, style, cardSeed, stage } = presentation
      const card = inventCard(cardSeed, { style })
      const capture = await simulateCapture({
        card,
        species,
        device,
        challenge,
        seed: presentation.seed,
        stage,
      })
      const evidence = await evidenceOf(capture, challenge)
      const isSeen = (colors: readonly string[]): boolean => {
        const vote = voter.vote({ ...evidence, challenge: { ...challenge, colors } })
        return vote.kind === 'scored' && vote.suspicion <= 0.5
      }
      if (isSeen(challenge.colors)) own++
      for (let i = 0; i < WRONG_CODES; i++) {
        const other = draw().colors
        if (other.join() === challenge.colors.join()) continue
        tried++
        if (isSeen(other)) wrong++
      }
      report(`${presentation.id}: ${own} own codes seen, ${wrong} of ${tried} wrong ones`)
    }
    return { simulated: true, seed, own: rateOf(own, runs), wrong: rateOf(wrong, tried) }
  },
  print(result) {
    const { own, wrong } = result as FlashCodeFigures
    const percent = (share: number | null) => `${(100 * (share ?? Number.NaN)).toFixed(2)} %`
    return [
      `simulated genuine captures whose own code was seen: ${percent(own.value)} of ${own.n} (at least ${percent(own.low)})`,
      `other codes taken for it: ${percent(wrong.value)} of ${wrong.n} (at most ${percent(wrong.high)}), one-sided 95 % Clopper-Pearson`,
    ].join('\n')
  },
}
