import type { FlashSample } from '../optics/film-subject.ts'
import { encodeFrame } from '../optics/encode-frame.ts'
import { LINEAR_OF_BYTE } from '../optics/linear-light.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { screenColorOf } from './film-card.ts'
import { recordCapture } from './record-capture.ts'
import type { FlashCode, Species } from './species.ts'

const SAMPLE_PERIOD_MS = 100
/** How an attacker who knows the code would invent samples: a base level plus a share of the colour. */
const FAKE_BASE = 96
const FAKE_SWING = 70
/** Re-encodings differ by this much in quality, or by one level in one corner pixel. */
const QUALITY_STEPS = [0, -1, -2, 1] as const

function fakeSamples(random: SeededRandom, challenge: FlashCode, durationMs: number): FlashSample[] {
  const colorAt = screenColorOf(challenge)
  const samples: FlashSample[] = []
  for (let tMs = 0; tMs < durationMs; tMs += SAMPLE_PERIOD_MS) {
    const color = colorAt(tMs)
    const mean = (at: number) => {
      const level = LINEAR_OF_BYTE[Number.parseInt(color.slice(at, at + 2), 16)] ?? 0
      return Math.round(100 * (FAKE_BASE + FAKE_SWING * level + random.between(-1, 1))) / 100
    }
    samples.push({ tMs, meanR: mean(1), meanG: mean(3), meanB: mean(5) })
  }
  return samples
}

export const stillInjection: Species = {
  id: 'still_injection',
  genuine: false,
  describes:
    'One neutral picture of the genuine card sent as every frame, re-encoded, with flash samples made up from the code.',
  async present(staging) {
    const { frameTimesMs, challenge, jpeg, durationMs } = staging
    const random = staging.random.fork('injection')
    const recording = await recordCapture(staging, null, [0])
    const still = recording.pictures[0]!
    const quad = recording.quads[0]!
    const identical = random.chance(0.25)
    const frames: Uint8Array[] = []
    for (let i = 0; i < frameTimesMs.length; i++) {
      const step = identical ? 0 : QUALITY_STEPS[i % QUALITY_STEPS.length]!
      const data = still.data.slice()
      if (!identical) data[i * 3] = (data[i * 3]! + 1) & 255
      frames.push(
        await encodeFrame(data, still.width, still.height, { ...jpeg, quality: jpeg.quality + step }),
      )
    }
    return {
      frames,
      quads: frameTimesMs.map(() => quad),
      flashSamples: challenge ? fakeSamples(random, challenge, durationMs) : [],
    }
  },
}
