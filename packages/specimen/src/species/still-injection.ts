import { encodeFrame } from '../optics/encode-frame.ts'
import { inventFlashSamples } from './invent-flash-samples.ts'
import { recordStill } from './record-capture.ts'
import type { Species } from './species.ts'

/** Re-encodings differ by this much in quality, or by one level in one corner pixel. */
const QUALITY_STEPS = [0, -1, -2, 1] as const

export const stillInjection: Species = {
  id: 'still_injection',
  genuine: false,
  describes:
    'One neutral picture of the genuine card sent as every frame, re-encoded, with flash samples made up from the code.',
  async present(staging) {
    const { frameTimesMs, challenge, jpeg, durationMs } = staging
    const random = staging.random.fork('injection')
    const { still, quad } = await recordStill(staging)
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
      flashSamples: challenge ? inventFlashSamples(random, challenge, durationMs) : [],
    }
  },
}
