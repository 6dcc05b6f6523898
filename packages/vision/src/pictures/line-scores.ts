import { cardHeightPx } from '../card/card-size.ts'
import type { Evidence } from '../evidence.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import type { PartScores } from '../signal/settled-scores.ts'
import { lineName, textLines } from '../signal/text-lines.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { AMOUNT, cssColor } from './palettes.ts'
import { drawCard, drawScale, heading, outline, type Box } from './raster.ts'
import { ALARM, el, finishPicture, label } from './svg-notation.ts'

const CARD_PX = 400
const CARD: Box = { x: 16, y: 30, width: 510, height: Math.round((510 * cardHeightPx(1000)) / 1000) }
const BARS = { x: 634, width: 104 } as const

/** From where a line is odd, and the end of the scale. */
interface ScoreRange {
  readonly odd: number
  readonly most: number
}

/** The card's lines by how odd a voter finds each. */
export function drawLineScores(
  evidence: Evidence,
  scores: PartScores,
  { odd, most }: ScoreRange,
  caption: EvidencePicture['caption'],
): EvidencePicture | null {
  const [frame] = brightestFrames(evidence)
  if (scores.size === 0 || frame === undefined) return null
  const toBox = CARD.width / READING_WIDTH_PX
  const judged = textLines(evidence, frame).flatMap((line) => {
    const score = scores.get(lineName(line))
    return score === undefined ? [] : [{ line, score }]
  })
  const places = judged.map(({ line: { strip }, score }) =>
    el('rect', {
      x: CARD.x + strip.x0 * toBox,
      y: CARD.y + strip.y0 * toBox,
      width: strip.width * toBox,
      height: strip.height * toBox,
      fill: cssColor(AMOUNT, score / most),
      'fill-opacity': 0.5,
      stroke: score > odd ? ALARM : 'none',
      'stroke-width': 2,
    }),
  )
  const each = Math.min(22, CARD.height / Math.max(1, judged.length))
  const bars = judged.map(({ line, score }, i) => {
    const y = CARD.y + i * each
    return (
      label(BARS.x - 6, y + 11, shortName(lineName(line)), { 'text-anchor': 'end', 'font-size': 10 }) +
      el('rect', {
        x: BARS.x,
        y,
        width: BARS.width * Math.min(1, score / most),
        height: Math.max(2, each - 4),
        fill: score > odd ? ALARM : cssColor(AMOUNT, score / most),
      }) +
      label(BARS.x + 2 + BARS.width * Math.min(0.7, score / most), y + 11, score.toFixed(1), {
        'font-size': 10,
      })
    )
  })
  const below = CARD.y + CARD.height + 8
  return finishPicture(below + 28, caption, [
    heading(CARD.x, 20, `#${frame + 1}`),
    drawCard(evidence, frame, CARD, CARD_PX) ?? '',
    outline(CARD),
    ...places,
    ...bars,
    drawScale({ x: CARD.x, y: below, width: 160, height: 8 }, AMOUNT, ['0', String(most)]),
  ])
}

/** Two fields in one line have names too long for the room beside the card. */
const shortName = (name: string): string => name.replace(' line ', ' ').replace(/^(.{13}).*( \d+)$/u, '$1…$2')
