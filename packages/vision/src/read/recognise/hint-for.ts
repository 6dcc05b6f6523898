import type { CardBox, UnreadHint } from '@kartu/core'
import type { RgbImage } from '../../image/image.ts'
import type { LocatedCard } from '../../card/located-card.ts'
import { applyHomography } from '../../ops/homography.ts'
import type { LineCrop } from './crop-line.ts'

/** Cards narrower than this in the frame leave capitals under 9 px (ktp-domain §3.8 asks to reject below 600). */
const TOO_SMALL_PX = 600
/** Print paler than this against its paper, after what can be restored was, lies under a reflection. */
const GLARE_CONTRAST = 0.15
/** Sharp print has few pixels between paper and ink for each ink pixel; blurred print more than this. */
const BLUR_RATIO = 1.6

/** Why a line could not be read with certainty: what the applicant can do about it. `hidden`: a reflection hides a part of it. */
export function hintFor(
  crops: readonly LineCrop[],
  hidden: boolean,
  box: CardBox,
  card: LocatedCard,
  frame: RgbImage,
): UnreadHint {
  if (leavesFrame(box, card, frame)) return 'cut_off'
  if (hidden || crops.some(isWashedOut)) return 'glare'
  if (card.widthPx < TOO_SMALL_PX) return 'too_small'
  if (crops.some((crop) => greyShare(crop) > BLUR_RATIO)) return 'blur'
  return 'low_confidence'
}

const isWashedOut = ({ contrast }: LineCrop) => contrast < GLARE_CONTRAST

function leavesFrame({ x0, y0, x1, y1 }: CardBox, card: LocatedCard, frame: RgbImage): boolean {
  return [x0, x1].some((x) =>
    [y0, y1].some((y) => {
      const at = applyHomography(card.cardToFrame, x, y)
      return at.x < 0 || at.y < 0 || at.x > frame.width - 1 || at.y > frame.height - 1
    }),
  )
}

/** Pixels between paper and ink per ink pixel. */
function greyShare({ tensor: { data } }: LineCrop): number {
  let grey = 0
  let ink = 0
  for (let i = 0; i < data.length; i++) {
    const level = data[i]!
    if (level < -0.5) ink++
    else if (level < 0.5) grey++
  }
  return grey / Math.max(1, ink)
}
