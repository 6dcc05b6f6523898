import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { highlights, isCompact } from '../voters/specular-check.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { cellCentre, drawCard, heading, outline, type Box } from './raster.ts'
import { ALARM, MARK, PALE, el, finishPicture, label, polyline } from './svg-notation.ts'

/** Frames that fit a picture; more would add no kind of movement. */
const FRAMES = 6
const COLUMNS = 3
const CARD_PX = 150
const FRAME_BOX = { width: 148, height: 93 } as const
const TRACK: Box = { x: 492, y: 30, width: 252, height: 159 }

const CAPTION = {
  en: 'Left: the card frame by frame; blue marks places brighter than the same place in the other frames, a red ring the middle of a compact highlight. Right: where those highlights were on the card. On a genuine, glossy card a highlight comes and goes or wanders as the hand moves; matte paper shows none, and a flat recording keeps its highlights glued to the print.',
  id: 'Kiri: kartu bingkai demi bingkai; biru menandai tempat yang lebih terang daripada tempat yang sama pada bingkai lain, lingkaran merah menandai titik tengah pantulan yang ringkas. Kanan: letak pantulan itu pada kartu. Pada kartu asli yang mengilap, pantulan muncul dan hilang atau berpindah ketika tangan bergerak; kertas matte tidak menunjukkannya, dan rekaman datar membuat pantulan melekat pada cetakan.',
}

/** The highlights of every frame, and their track over the card. */
export function drawSpecularCheck(evidence: Evidence): EvidencePicture | null {
  const found = highlights(evidence).slice(0, FRAMES)
  if (found.length === 0) return null
  const frames = found.map(({ frame, isLit, blob }, i) => {
    const box: Box = {
      ...FRAME_BOX,
      x: 16 + (i % COLUMNS) * (FRAME_BOX.width + 8),
      y: 30 + Math.floor(i / COLUMNS) * (FRAME_BOX.height + 26),
    }
    const cells = Array.from({ length: LIGHT_COLUMNS * LIGHT_ROWS }, (_, cell) => cell).filter(isLit)
    const lit = cells.map((cell) => {
      const width = box.width / LIGHT_COLUMNS
      const height = box.height / LIGHT_ROWS
      return el('rect', {
        x: box.x + (cell % LIGHT_COLUMNS) * width,
        y: box.y + Math.floor(cell / LIGHT_COLUMNS) * height,
        width,
        height,
        fill: MARK,
        'fill-opacity': 0.55,
      })
    })
    const { x, y } = cellCentre(box, blob?.u ?? 0, blob?.v ?? 0)
    const ring = isCompact(blob)
      ? el('circle', { cx: x, cy: y, r: 9, fill: 'none', stroke: ALARM, 'stroke-width': 2 })
      : ''
    return (
      heading(box.x, box.y - 6, `#${frame + 1}`) +
      (drawCard(evidence, frame, box, CARD_PX) ?? '') +
      lit.join('') +
      ring +
      outline(box)
    )
  })
  const track = found.flatMap(({ frame, blob }) =>
    isCompact(blob) ? [{ frame, ...cellCentre(TRACK, blob.u, blob.v) }] : [],
  )
  const points = track.map(
    ({ frame, x, y }) =>
      el('circle', { cx: x, cy: y, r: 4, fill: ALARM }) + label(x + 6, y - 5, `#${frame + 1}`),
  )
  const rows = Math.ceil(found.length / COLUMNS)
  const path = polyline(
    track.map(({ x, y }) => [x, y] as const),
    { stroke: PALE, 'stroke-dasharray': '3 3' },
  )
  return finishPicture(Math.max(206, 30 + rows * (FRAME_BOX.height + 26)), CAPTION, [
    ...frames,
    heading(TRACK.x, TRACK.y - 6, `${track.length} / ${found.length}`),
    outline(TRACK),
    path,
    ...points,
  ])
}
