import type { Evidence } from '../evidence.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { bodyDigits, digitName, nikDigits } from '../signal/digit-deviations.ts'
import type { InkSegment } from '../signal/ink-segments.ts'
import { slopeName } from '../signal/line-slopes.ts'
import { lineName, textLines, type TextLine } from '../signal/text-lines.ts'
import { SHARE_PLAIN, SHARE_PRINTED, printScores } from '../voters/font-match.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawLine } from './print-lines.ts'
import { heading } from './raster.ts'
import { ALARM, MARK, el, finishPicture, label } from './svg-notation.ts'

/** Lines that fit a picture: the number, then those that stand off most. */
const LINES = 5
const GAP_PX = 30
const WARNING = '#d97706'

const CAPTION = {
  en: 'The number’s line and the lines that stand off most from the even setting of the card. Boxes are shapes or lines that were compared, with how odd each is: up to 0.9 genuine print reaches (blue), above 1.2 only print set later does (red). On a genuine card every box is blue: one printer set all rows parallel, at one margin, pitch and size.',
  id: 'Baris nomor dan baris-baris yang paling menyimpang dari tata letak kartu yang rata. Kotak adalah bentuk atau baris yang dibandingkan beserta kejanggalannya: cetakan asli mencapai hingga 0,9 (biru), di atas 1,2 hanya cetakan yang ditambahkan kemudian (merah). Pada kartu asli semua kotak biru: satu pencetak menyusun semua baris sejajar, dengan margin, jarak, dan ukuran yang sama.',
}

const colorOf = (score: number): string =>
  score >= SHARE_PLAIN ? ALARM : score > SHARE_PRINTED ? WARNING : MARK

/** Every compared part of a line with its score: shapes of digits, and the line itself. */
function partsOf(evidence: Evidence, frame: number, line: TextLine, scores: ReadonlyMap<string, number>) {
  const nik = nikDigits(evidence, frame)
  const digits = [...(nik ? [nik] : []), ...bodyDigits(evidence, frame)].filter(({ field }) =>
    line.fields.includes(field),
  )
  const shapes = digits.flatMap(({ field, shapes: found }) =>
    [...found].flatMap(([index, shape]) => {
      const score = scores.get(digitName(field, index))
      return score === undefined ? [] : [{ shape, score }]
    }),
  )
  const whole = [lineName(line), slopeName(line), ...line.fields].flatMap((name) => scores.get(name) ?? [])
  return { shapes, whole: whole.length === 0 ? null : Math.max(...whole) }
}

function drawShape(
  { x0, x1, y0, y1 }: InkSegment,
  score: number,
  toDrawing: ReturnType<typeof drawLine>['toDrawing'],
): string {
  const { x, y } = toDrawing(x0, y0)
  const color = colorOf(score)
  const isOdd = score > SHARE_PRINTED
  return (
    el('rect', {
      x: x - 1,
      y: y - 1,
      width: x1 - x0 + 2,
      height: y1 - y0 + 2,
      fill: 'none',
      stroke: color,
      'stroke-width': isOdd ? 2 : 1,
    }) + (isOdd ? label(x - 2, y - 4, score.toFixed(1), { fill: color, 'font-size': 11 }) : '')
  )
}

/** Lines of the card with what stands off in them. */
export function drawFontMatch(evidence: Evidence): EvidencePicture | null {
  const scores = printScores(evidence)
  const [frame] = brightestFrames(evidence)
  if (scores.size === 0 || frame === undefined) return null
  const lines = textLines(evidence, frame).map((line) => {
    const { shapes, whole } = partsOf(evidence, frame, line, scores)
    const oddest = Math.max(whole ?? 0, ...shapes.map(({ score }) => score))
    return { line, shapes, whole, oddest, isNumber: line.fields.includes('nik') }
  })
  const chosen = lines
    .filter(({ whole, shapes }) => whole !== null || shapes.length > 0)
    .toSorted((a, b) => Number(b.isNumber) - Number(a.isNumber) || b.oddest - a.oddest)
    .slice(0, LINES)
  if (chosen.length === 0) return null
  const parts: string[] = []
  let y = 26
  for (const { line, shapes, whole } of chosen) {
    const { drawing, box, toDrawing } = drawLine(evidence, frame, line, 16, y)
    const title = whole === null ? lineName(line) : `${lineName(line)}: ${whole.toFixed(2)}`
    parts.push(heading(16, y - 8, title), drawing)
    if (whole !== null && whole > SHARE_PRINTED)
      parts.push(el('rect', { ...box, fill: 'none', stroke: colorOf(whole), 'stroke-width': 3 }))
    for (const { shape, score } of shapes) parts.push(drawShape(shape, score, toDrawing))
    y += box.height + GAP_PX
  }
  return finishPicture(y - 8, CAPTION, parts)
}
