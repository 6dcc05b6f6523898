import type { FlashSample } from '../optics/film-subject.ts'
import { LINEAR_OF_BYTE } from '../optics/linear-light.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { screenColorOf } from './film-card.ts'
import type { FlashCode } from './species.ts'

const SAMPLE_PERIOD_MS = 100
/** How an attacker who knows the code would invent samples: a base level plus a share of the colour. */
const FAKE_BASE = 96
const FAKE_SWING = 70

/** Samples for a capture that was not filmed under the code: what a device would have sent if it had been. */
export function inventFlashSamples(
  random: SeededRandom,
  challenge: FlashCode,
  durationMs: number,
): FlashSample[] {
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
