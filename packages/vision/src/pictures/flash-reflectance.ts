import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { detrend, driftBasis } from '../signal/detrend.ts'
import { quantile } from '../signal/order-statistics.ts'
import { cardAnswer } from '../voters/flash-answer.ts'
import { createCodeScorer } from '../voters/flash-code-score.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { AMOUNT } from './palettes.ts'
import { drawCells, drawScale, heading } from './raster.ts'
import { PALE, finishPicture, label } from './svg-notation.ts'
import { BLUE_GREEN_COLOR, RED_GREEN_COLOR, drawCode, drawTraces } from './trace.ts'

const MAP = { x: 16, y: 34, width: 330, height: 206 }
const TRACE_X = 410
const TRACE_WIDTH = 336
/** Scales never end below these: noise must not fill a picture. */
const MODULATION_LEAST = 0.3
const REACH_LEAST = 0.04
/** The brightest cells are glare: they do not set the scale. */
const SCALE_QUANTILE = 0.98

const CAPTION = {
  en: 'Left: how much of the flash each part of the card sent back, over the room’s light. Right: the light’s colour in every frame (solid; red over green, blue over green, natural logarithms) beside what the issued code predicts (dashed). On a genuine card the solid lines follow the dashed ones and the whole map answers; a display, a recording or daylight leaves the map dark or the lines apart.',
  id: 'Kiri: seberapa banyak cahaya kilat yang dipantulkan tiap bagian kartu, dibanding cahaya ruangan. Kanan: warna cahaya pada tiap bingkai (garis utuh; merah terhadap hijau, biru terhadap hijau, logaritma natural) di samping yang diperkirakan dari kode yang dikirim (garis putus-putus). Pada kartu asli garis utuh mengikuti garis putus-putus dan seluruh peta menjawab; layar, rekaman, atau sinar matahari membuat peta gelap atau kedua garis berpisah.',
}

/** Modulation over the card, and the light's colour against the code. */
export function drawFlashReflectance(evidence: Evidence): EvidencePicture | null {
  const answer = cardAnswer(evidence)
  if (typeof answer === 'string' || !evidence.challenge) return null
  const { series, alignment, modulation } = answer
  const { colors } = evidence.challenge
  const scorer = createCodeScorer(series, alignment)
  const typical = scorer.response(colors, series.redGreen, series.blueGreen)
  const map = new Float64Array(LIGHT_COLUMNS * LIGHT_ROWS).fill(NaN)
  for (const { place, redGreen, blueGreen } of series.patches)
    map[place] = typical > 0 ? (modulation * scorer.response(colors, redGreen, blueGreen)) / typical : 0
  const known = map.filter((value) => Number.isFinite(value))
  const high = Math.max(MODULATION_LEAST, quantile(known, SCALE_QUANTILE))

  const basis = driftBasis(alignment.times)
  const predicted = scorer.prediction(colors)
  const seen = [detrend(series.redGreen, basis), detrend(series.blueGreen, basis)] as const
  // The prediction has the shape that the code gives and the size that fits best: the size is the map's matter.
  const size = typical > 0 ? typical : 0
  const expected = [predicted.redGreen, predicted.blueGreen].map((channel) => channel.map((v) => size * v))
  const reach = Math.max(
    REACH_LEAST,
    ...[...seen, ...expected].flatMap((channel) => [...channel].map(Math.abs)),
  )
  const shown = predicted.steps.map((step) => colors[step] ?? '#000000')
  const box = { x: TRACE_X, width: TRACE_WIDTH, height: 84 }
  return finishPicture(286, CAPTION, [
    heading(MAP.x, 20, 'flash / ambient'),
    drawCells(MAP, map, { palette: AMOUNT, low: 0, high }),
    drawScale({ x: MAP.x, y: 250, width: 140, height: 9 }, AMOUNT, ['0', high.toFixed(2)]),
    label(MAP.x + 170, 259, `score ${answer.score.toFixed(3)}`),
    label(MAP.x + 170, 275, `p = ${answer.p.toFixed(4)}`),
    label(MAP.x + 262, 259, `m = ${modulation.toFixed(2)}`),
    drawCode({ x: TRACE_X, y: 10, width: TRACE_WIDTH, height: 14 }, shown, series.frames),
    drawTraces(
      { ...box, y: 62 },
      'ln R/G',
      [
        { values: expected[0]!, color: PALE, isDashed: true },
        { values: seen[0], color: RED_GREEN_COLOR },
      ],
      reach,
    ),
    drawTraces(
      { ...box, y: 180 },
      'ln B/G',
      [
        { values: expected[1]!, color: PALE, isDashed: true },
        { values: seen[1], color: BLUE_GREEN_COLOR },
      ],
      reach,
    ),
  ])
}
