import { CARD_WIDTH_MM } from '../card/card-size.ts'
import type { Evidence } from '../evidence.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { CORNER_RADIUS_MM } from '../signal/corner-shape.ts'
import { CORNERS, SQUARE_BELOW, cornerShapes } from '../voters/card-corners.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawCard, heading, outline, type Box } from './raster.ts'
import { ALARM, MARK, PALE, el, finishPicture, label } from './svg-notation.ts'

/** A crop reaches so far from the tip, both ways, and is drawn that large. */
const REACH_MM = 5
const CROP_PX = 176
const GAP_PX = 8
const TOP_PX = 30
const PX_PER_MM = CROP_PX / (2 * REACH_MM)
const CARD_WIDTH_PX = Math.round(CARD_WIDTH_MM * PX_PER_MM)

const CAPTION = {
  en: 'The four corners of the card in the brightest frame. The dashed curve is the round corner of every card of this kind, the number how round the corner is (over all frames: 1 round, 0 square). On a genuine card the surroundings show between the curve and the tip; paper that was cut, or a print on its sheet, fills the tip (red).',
  id: 'Keempat sudut kartu pada bingkai paling terang. Lengkung putus-putus adalah sudut bulat setiap kartu jenis ini, angkanya menyatakan seberapa bulat sudut itu (dari semua bingkai: 1 bulat, 0 siku). Pada kartu asli, latar belakang tampak di antara lengkung dan ujung sudut; kertas yang digunting, atau cetakan di atas lembarannya, memenuhi ujung sudut (merah).',
}

/** The corners as they are seen, and where the card would end. */
export function drawCardCorners(evidence: Evidence): EvidencePicture | null {
  const [frame] = brightestFrames(evidence)
  if (frame === undefined) return null
  const shapes = cornerShapes(evidence)
  const cardHeightPx = Math.round(CARD_WIDTH_PX * (53.98 / 85.6))
  const parts = CORNERS.flatMap((name, corner) => {
    const box: Box = { x: GAP_PX + corner * (CROP_PX + GAP_PX), y: TOP_PX, width: CROP_PX, height: CROP_PX }
    const isRight = corner === 1 || corner === 2
    const isBottom = corner >= 2
    const region = {
      x: (isRight ? CARD_WIDTH_PX : 0) - CROP_PX / 2,
      y: (isBottom ? cardHeightPx : 0) - CROP_PX / 2,
      width: CROP_PX,
      height: CROP_PX,
    }
    const value = shapes[corner]?.roundness ?? null
    const color = value !== null && value < SQUARE_BELOW ? ALARM : MARK
    const [tipX, tipY] = [box.x + CROP_PX / 2, box.y + CROP_PX / 2]
    const radius = CORNER_RADIUS_MM * PX_PER_MM
    const [inX, inY] = [isRight ? -1 : 1, isBottom ? -1 : 1]
    const sweep = inX === inY ? 1 : 0
    return [
      drawCard(evidence, frame, box, CARD_WIDTH_PX, region) ?? '',
      outline(box),
      el('path', {
        d: `M${tipX} ${tipY + (inY * CROP_PX) / 2}V${tipY + inY * radius}A${radius} ${radius} 0 0 ${sweep} ${tipX + inX * radius} ${tipY}H${tipX + (inX * CROP_PX) / 2}`,
        fill: 'none',
        stroke: color,
        'stroke-width': 1.5,
        'stroke-dasharray': '4 3',
      }),
      heading(box.x, box.y - 8, name),
      label(box.x + CROP_PX, box.y - 8, value === null ? '–' : value.toFixed(2), {
        fill: value === null ? PALE : color,
        'text-anchor': 'end',
      }),
    ]
  })
  return finishPicture(TOP_PX + CROP_PX + 14, CAPTION, parts)
}
