import type { Evidence } from '../evidence.ts'
import { noiseFields, noiseLevel } from '../signal/noise-patches.ts'
import {
  CORRELATION_INDEPENDENT,
  CORRELATION_SAME,
  NOISE_MIN,
  comparePairs,
  type PairNoise,
} from '../voters/frame-independence.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { AMOUNT, GREY, cssColor } from './palettes.ts'
import { drawGrid, drawScale, heading, outline, type Box } from './raster.ts'
import { ALARM, INK, el, finishPicture, label } from './svg-notation.ts'

const CELL_PX = 46
const MATRIX = { x: 40, y: 14 } as const
/** The voter compares no more. */
const FRAMES_MAX = 12
const PATCH_BOX_PX = 84
const PATCHES = 4
const PATCHES_X = 372
/** Noise is drawn from minus to plus this many times its own size. */
const NOISE_REACH = 2.5

const CAPTION = {
  en: 'Left: how alike the sensor noise of every two frames is on the flattest parts of the card (0 not at all, 1 the same; “=” marks files that are the same byte for byte). Right: that noise at the same places in the two frames that are most alike, strengthened. Separate photographs of a genuine card have unlike noise: numbers near 0.1 and patches that differ; one picture sent several times shows the same patches twice.',
  id: 'Kiri: seberapa mirip derau sensor tiap dua bingkai pada bagian kartu yang paling rata (0 tidak sama sekali, 1 sama; “=” menandai berkas yang persis sama). Kanan: derau itu pada tempat yang sama di dua bingkai yang paling mirip, diperkuat. Foto terpisah dari kartu asli memiliki derau berbeda: angka sekitar 0,1 dan petak yang berlainan; satu gambar yang dikirim beberapa kali menunjukkan petak yang sama dua kali.',
}

/** Which frames share their noise, and the noise that they share. */
export function drawFrameIndependence(evidence: Evidence): EvidencePicture | null {
  const frames = evidence.frames.slice(0, FRAMES_MAX)
  if (frames.length < 2) return null
  const pairs = comparePairs(evidence)
  const size = Math.min(CELL_PX, 276 / frames.length)
  const cellOf = (row: number, column: number): string => {
    const box = { x: MATRIX.x + column * size, y: MATRIX.y + row * size, width: size - 2, height: size - 2 }
    const [a, b] = [frames[row]!, frames[column]!]
    const pair = pairs.find(({ first, second }) => first === b.index && second === a.index)
    const isSame = a.sha256 === b.sha256
    const value = isSame ? 1 : pair?.correlation
    const isAlarming = value !== undefined && value >= CORRELATION_INDEPENDENT
    return (
      el('rect', {
        ...box,
        fill: value === undefined ? '#eef1f5' : cssColor(AMOUNT, value),
        stroke: isAlarming ? ALARM : 'none',
        'stroke-width': 2,
      }) +
      (value === undefined
        ? ''
        : label(box.x + size / 2 - 1, box.y + size / 2 + 3, isSame ? '=' : value.toFixed(2), {
            'text-anchor': 'middle',
            'font-size': 11,
            fill: value > 0.6 ? INK : '#fff',
          }))
    )
  }
  const matrix = frames.flatMap((_, row) =>
    Array.from({ length: row }, (_unused, column) => cellOf(row, column)),
  )
  const names = frames.flatMap(({ index }, i) => [
    ...(i > 0
      ? [label(MATRIX.x - 8, MATRIX.y + (i + 0.6) * size, `#${index + 1}`, { 'text-anchor': 'end' })]
      : []),
    ...(i + 1 < frames.length
      ? [label(MATRIX.x + (i + 0.3) * size, MATRIX.y + i * size - 6 + size, `#${index + 1}`)]
      : []),
  ])
  const scaleY = Math.max(250, MATRIX.y + frames.length * size + 10)
  const likest = pairs.reduce<PairNoise | null>((a, b) => (a && a.correlation >= b.correlation ? a : b), null)
  return finishPicture(scaleY + 30, CAPTION, [
    ...matrix,
    ...names,
    drawScale({ x: MATRIX.x, y: scaleY, width: 160, height: 8 }, AMOUNT, ['0', '1']),
    label(MATRIX.x + 176, scaleY + 8, `${CORRELATION_INDEPENDENT} / ${CORRELATION_SAME}`),
    likest ? drawNoise(evidence, likest) : '',
  ])
}

/** The noise of both frames of a pair at the places where both have some. */
function drawNoise(evidence: Evidence, { first, second, correlation }: PairNoise): string {
  const fields = noiseFields(evidence)
  const places = (fields[first] ?? []).flatMap((a, place) => {
    const b = fields[second]?.[place]
    const isJudged = a && b && noiseLevel(a) >= NOISE_MIN && noiseLevel(b) >= NOISE_MIN
    return isJudged ? [[a, b] as const] : []
  })
  const rows = [first, second].map((frame, row) => {
    const y = 40 + row * (PATCH_BOX_PX + 26)
    const patches = places.slice(0, PATCHES).map((pair, column) => {
      const field = pair[row]!
      const box: Box = {
        x: PATCHES_X + column * (PATCH_BOX_PX + 8),
        y,
        width: PATCH_BOX_PX,
        height: PATCH_BOX_PX,
      }
      const reach = NOISE_REACH * noiseLevel(field)
      const side = Math.round(Math.sqrt(field.inner.length))
      return drawGrid(box, field.inner, side, { palette: GREY, low: -reach, high: reach }) + outline(box)
    })
    return heading(PATCHES_X, y - 6, `#${frame + 1}`) + patches.join('')
  })
  return rows.join('') + label(PATCHES_X + 40, 34, `r = ${correlation.toFixed(3)}`)
}
