import { encodeFrame } from '../optics/encode-frame.ts'
import { inventFlashTint } from './flash-tint.ts'
import { inventFlashSamples } from './invent-flash-samples.ts'
import { recolourPicture } from './recolour-picture.ts'
import { recordStill } from './record-capture.ts'
import type { Species } from './species.ts'

/** How far a filter's tone curve is from the camera's. */
const GAMMA_RANGE = [0.92, 1.1] as const
/** Half of the attackers have heard that frames must differ and add noise of their own. */
const NOISY_SHARE = 0.5
const NOISE_CODES_RANGE = [1, 4] as const

export const tintedInjection: Species = {
  id: 'tinted_injection',
  genuine: false,
  describes:
    'One neutral picture of the genuine card sent as every frame, tinted as a whole after the colours of the challenge.',
  async present(staging) {
    const { frameTimesMs, challenge, jpeg, durationMs } = staging
    const random = staging.random.fork('injection')
    const { still, quad } = await recordStill(staging)
    const tintAt = inventFlashTint(random.fork('tint'), challenge)
    const gamma = random.between(...GAMMA_RANGE)
    const noiseCodes = random.chance(NOISY_SHARE) ? random.between(...NOISE_CODES_RANGE) : 0
    const noise = random.fork('noise')
    const frames: Uint8Array[] = []
    for (const tMs of frameTimesMs) {
      const how = { gain: tintAt(tMs), gamma, noiseCodes, shareAt: () => 1 }
      const data = recolourPicture(still, how, () => noise.normal())
      frames.push(await encodeFrame(data, still.width, still.height, jpeg))
    }
    return {
      frames,
      quads: frameTimesMs.map(() => quad),
      flashSamples: challenge ? inventFlashSamples(random, challenge, durationMs) : [],
    }
  },
}
