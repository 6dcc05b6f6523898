import { inventCard } from '../card/invent-card.ts'
import { encodeFrame } from '../optics/encode-frame.ts'
import { bonaFide } from './bona-fide.ts'
import { recordStill } from './record-capture.ts'
import type { FlashCode, Species } from './species.ts'

/** Under black or white light a picture taken in a room passes most easily for a frame of the capture. */
const NEUTRAL = ['#000000', '#FFFFFF']

function frameToReplace(challenge: FlashCode | null, frames: number): number {
  const neutral = challenge?.colors.findIndex((color) => NEUTRAL.includes(color)) ?? -1
  return neutral >= 0 && neutral < frames ? neutral : frames >> 1
}

export const mixedFrames: Species = {
  id: 'mixed_frames',
  genuine: false,
  describes:
    'A genuine card of the attacker’s own under the flashing screen, and among its frames one picture of the card that is claimed.',
  async present(staging) {
    const { card, challenge, jpeg, random } = staging
    const own = inventCard(`own/${random.fork('own').next()}`, { style: card.look.style })
    const film = await bonaFide.present({ ...staging, card: own })
    const { still, quad } = await recordStill(staging)
    const at = frameToReplace(challenge, film.frames.length)
    const slipped = await encodeFrame(still.data, still.width, still.height, jpeg)
    return {
      ...film,
      frames: film.frames.map((frame, i) => (i === at ? slipped : frame)),
      quads: film.quads.map((known, i) => (i === at ? quad : known)),
    }
  },
}
