import { encodeFrame } from '../optics/encode-frame.ts'
import { inventFlashSamples } from './invent-flash-samples.ts'
import { inventOldCode } from './invent-old-code.ts'
import { recordCapture } from './record-capture.ts'
import type { Species } from './species.ts'

/** Half of the attackers send the old samples with the old frames, half make some up from the code they were given. */
const OLD_SAMPLES_SHARE = 0.5

export const oldFlashInjection: Species = {
  id: 'old_flash_injection',
  genuine: false,
  describes: 'The frames of a genuine capture that was filmed under another flash code, sent once more.',
  async present(staging) {
    const { frameTimesMs, challenge, jpeg, durationMs } = staging
    const random = staging.random.fork('injection')
    const old = challenge && inventOldCode(random, challenge)
    const recording = await recordCapture(staging, old, frameTimesMs)
    const frames: Uint8Array[] = []
    for (const { data, width, height } of recording.pictures) {
      frames.push(await encodeFrame(data, width, height, jpeg))
    }
    const sendsOldSamples = random.chance(OLD_SAMPLES_SHARE)
    return {
      frames,
      quads: recording.quads,
      flashSamples:
        challenge && !sendsOldSamples
          ? inventFlashSamples(random, challenge, durationMs)
          : recording.flashSamples,
    }
  },
}
