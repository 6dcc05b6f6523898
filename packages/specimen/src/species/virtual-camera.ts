import { encodeFrame } from '../optics/encode-frame.ts'
import type { Point, Quad } from '../optics/pose.ts'
import { inventFlashTint } from './flash-tint.ts'
import { inventFlashSamples } from './invent-flash-samples.ts'
import { recolourPicture } from './recolour-picture.ts'
import { recordCapture } from './record-capture.ts'
import type { Species } from './species.ts'

/** Half of the filters know where the card is and colour it alone, half colour the whole frame. */
const CARD_ONLY_SHARE = 0.5
/** A mask's soft edge, pixels; good trackers miss the border by as much. */
const FEATHER_RANGE_PX = [1, 5] as const
const GAMMA_RANGE = [0.97, 1.04] as const

/** How deep a point lies inside a convex quad with corners in clockwise order on screen, pixels; negative outside. */
function depthInside(quad: Quad, { x, y }: Point): number {
  let depth = Infinity
  for (const [i, corner] of quad.entries()) {
    const next = quad[(i + 1) % quad.length]!
    const [dx, dy] = [next.x - corner.x, next.y - corner.y]
    depth = Math.min(depth, (dx * (y - corner.y) - dy * (x - corner.x)) / Math.hypot(dx, dy))
  }
  return depth
}

export const virtualCamera: Species = {
  id: 'virtual_camera',
  genuine: false,
  describes:
    'A virtual camera that plays a genuine hand-held video from room light and colours the card, or the frame, after the challenge.',
  async present(staging) {
    const { frameTimesMs, challenge, jpeg, durationMs } = staging
    const random = staging.random.fork('injection')
    const recording = await recordCapture(staging, null, frameTimesMs)
    const tintAt = inventFlashTint(random.fork('tint'), challenge)
    const gamma = random.between(...GAMMA_RANGE)
    const cardOnly = random.chance(CARD_ONLY_SHARE)
    const feather = random.between(...FEATHER_RANGE_PX)
    const frames: Uint8Array[] = []
    for (const [i, tMs] of frameTimesMs.entries()) {
      const picture = recording.pictures[i]!
      const quad = recording.quads[i]!
      const shareAt = cardOnly
        ? (x: number, y: number) => Math.max(0, Math.min(1, 0.5 + depthInside(quad, { x, y }) / feather))
        : () => 1
      const data = recolourPicture(picture, { gain: tintAt(tMs), gamma, noiseCodes: 0, shareAt }, () => 0)
      frames.push(await encodeFrame(data, picture.width, picture.height, jpeg))
    }
    return {
      frames,
      quads: recording.quads,
      flashSamples: challenge ? inventFlashSamples(random, challenge, durationMs) : [],
    }
  },
}
