import type { Evidence } from '../evidence.ts'
import { cardAlbedo } from '../signal/card-albedo.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { quantile } from '../signal/order-statistics.ts'
import { COLORED_QUANTILE, SPREAD_COLORED, SPREAD_GREY } from '../voters/copy-check.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { heading, outline, type Box } from './raster.ts'
import { ALARM, PALE, RULE, el, finishPicture, label, line } from './svg-notation.ts'

const MAP: Box = { x: 16, y: 30, width: 400, height: 252 }
const PLOT: Box = { x: 478, y: 30, width: 252, height: 252 }
/** ln units at the edges of the plot; a red or blue background lies beyond and is drawn at its edge. */
const REACH = 0.8
/** Print is pale: hues are drawn this many times as strong as they are. */
const STRENGTH = 1.6
const GREY_CODE = 165

const CAPTION = {
  en: 'Left: the hue of every part of the card, brightness and the colour of the light taken away, strengthened. Right: the same parts by ln R/G (across) and ln B/G (up); inside the inner ring a card counts as colourless, beyond the outer one as coloured; red is where 95 % of this card’s parts lie within. A genuine card has coloured portrait, background and print and spreads beyond the outer ring; a grey copy stays one hue and one dot.',
  id: 'Kiri: rona tiap bagian kartu, tanpa kecerahan dan warna cahaya, diperkuat. Kanan: bagian yang sama menurut ln R/G (mendatar) dan ln B/G (tegak); di dalam lingkaran dalam kartu dianggap tanpa warna, di luar lingkaran luar dianggap berwarna; merah adalah batas 95 % bagian kartu ini. Kartu asli memiliki potret, latar, dan cetakan berwarna sehingga menyebar melewati lingkaran luar; fotokopi hitam putih tetap satu rona dan satu titik.',
}

/** The hues of the card, on it and against each other. */
export function drawCopyCheck(evidence: Evidence): EvidencePicture | null {
  const albedo = cardAlbedo(evidence)
  if (!albedo) return null
  const { redGreen, blueGreen } = albedo
  const known = Array.from(redGreen, (_, i) => i).filter(
    (i) => Number.isFinite(redGreen[i]!) && Number.isFinite(blueGreen[i]!),
  )
  if (known.length === 0) return null
  const cells = known.map((i) =>
    el('rect', {
      x: MAP.x + ((i % LIGHT_COLUMNS) * MAP.width) / LIGHT_COLUMNS,
      y: MAP.y + (Math.floor(i / LIGHT_COLUMNS) * MAP.height) / LIGHT_ROWS,
      width: MAP.width / LIGHT_COLUMNS + 0.4,
      height: MAP.height / LIGHT_ROWS + 0.4,
      fill: hueOf(redGreen[i]!, blueGreen[i]!),
      'shape-rendering': 'crispEdges',
    }),
  )
  const toPx = PLOT.width / (2 * REACH)
  const centre = { cx: PLOT.x + PLOT.width / 2, cy: PLOT.y + PLOT.height / 2 }
  const clamp = (value: number): number => Math.max(-REACH, Math.min(REACH, value)) * toPx
  const dots = known.map((i) =>
    el('circle', {
      cx: centre.cx + clamp(redGreen[i]!),
      cy: centre.cy - clamp(blueGreen[i]!),
      r: 2.2,
      fill: hueOf(redGreen[i]!, blueGreen[i]!),
      stroke: PALE,
      'stroke-width': 0.5,
    }),
  )
  const spread = quantile(
    known.map((i) => Math.hypot(redGreen[i]!, blueGreen[i]!)),
    COLORED_QUANTILE,
  )
  const ring = (radius: number, stroke: string, dash: string): string =>
    el('circle', {
      ...centre,
      r: clamp(radius),
      fill: 'none',
      stroke,
      'stroke-width': 1.5,
      'stroke-dasharray': dash,
    })
  return finishPicture(300, CAPTION, [
    heading(MAP.x, 20, `${known.length} / ${redGreen.length}`),
    ...cells,
    outline(MAP),
    heading(PLOT.x, 20, `95 %: ${spread.toFixed(3)}`),
    outline(PLOT),
    line(PLOT.x, centre.cy, PLOT.x + PLOT.width, centre.cy),
    line(centre.cx, PLOT.y, centre.cx, PLOT.y + PLOT.height, { stroke: RULE }),
    ...dots,
    ring(SPREAD_GREY, PALE, 'none'),
    ring(SPREAD_COLORED, PALE, '5 3'),
    ring(spread, ALARM, 'none'),
    label(PLOT.x + PLOT.width - 2, centre.cy - 4, 'ln R/G', { 'text-anchor': 'end', 'font-size': 11 }),
    label(centre.cx + 4, PLOT.y + 12, 'ln B/G', { 'font-size': 11 }),
  ])
}

/** A colour of middling brightness with the given ln chromaticity. */
function hueOf(redGreen: number, blueGreen: number): string {
  const light = [STRENGTH * redGreen, 0, STRENGTH * blueGreen].map(Math.exp)
  const mean = light.reduce((sum, v) => sum + v, 0) / 3
  // Square roots stand for the display's own curve.
  const codes = light.map((v) => Math.round(Math.min(255, GREY_CODE * Math.sqrt(v / mean))))
  return `rgb(${codes.join(',')})`
}
