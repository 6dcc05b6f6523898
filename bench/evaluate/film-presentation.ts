import { createHash } from 'node:crypto'
import { generateChallengeColors } from '@kartu/core'
import { createSeededRandom, inventCard, simulateCapture } from '@kartu/specimen'
import { seededBytes } from '../seeded-bytes.ts'
import type { LabelledCapture } from './labelled-capture.ts'
import type { Presentation } from './plan-evaluation.ts'

/** What the service asks for by default. */
const CHALLENGE_STEPS = 5
/** Day of every simulated capture, so that a run does not depend on the calendar. */
const SIMULATED_DAY = '2026-06-01'

/** Films one planned presentation under a challenge as the service would issue it. */
export async function filmPresentation(presentation: Presentation): Promise<LabelledCapture> {
  const { id, species, genuine, variety, device, light, flash, seed, cardSeed, style, stage } = presentation
  const random = seededBytes(createSeededRandom(`${seed}/code`))
  const challenge = flash
    ? generateChallengeColors(random, { steps: CHALLENGE_STEPS, palette: 'standard' })
    : null
  const capture = await simulateCapture({
    card: inventCard(cardSeed, { style }),
    species,
    device,
    challenge,
    seed,
    stage,
  })
  return {
    id,
    species,
    genuine,
    variety,
    device,
    light,
    simulated: true,
    exhibit: {
      frames: capture.frames.map((bytes, index) => ({
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        tMs: capture.frameTimesMs[index] ?? null,
      })),
      challenge,
      flashSource: challenge === null ? null : 'screen',
      flashSamples: capture.flashSamples,
      claims: capture.ocrFields,
      specimensAllowed: true,
      today: SIMULATED_DAY,
    },
  }
}
