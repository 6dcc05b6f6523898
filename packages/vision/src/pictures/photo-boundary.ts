import type { Evidence } from '../evidence.ts'
import { READING_WIDTH_PX } from '../read/read-rows.ts'
import { brightestFrames } from '../signal/brightest-frames.ts'
import { stepLine } from '../signal/photo-border.ts'
import { OPPOSITE, boundaryScores, degrees, sideSigns, tellingSides } from '../voters/photo-boundary.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { drawCard, heading, outline, type Box } from './raster.ts'
import { ALARM, INK, MARK, PALE, RULE, el, finishPicture, label, line, polyline } from './svg-notation.ts'

/** The photo with room around it, in pixels of the card at `READING_WIDTH_PX`, and the share of that at which it is drawn. */
const REGION = { x: 808, y: 116, width: 432, height: 448 } as const
const SCALE = 0.75
const SHRUNK_WIDTH_PX = Math.round(READING_WIDTH_PX * SCALE)
const CROP: Box = { x: 16, y: 30, width: REGION.width * SCALE, height: REGION.height * SCALE }
const PLOT = { width: 170, height: 118 } as const
const PLOTS = [
  { x: 380, y: 44 },
  { x: 574, y: 44 },
  { x: 380, y: 218 },
  { x: 574, y: 218 },
] as const
/** Half the width of a step plot, px of the card. */
const REACH_PX = 20
const ODD = 0.5

const CAPTION = {
  en: 'Left: the steps from paper to photo that were found. Right: each step across, from paper (1) to photo (0) in pixels of the card; the shaded stretch is its width from four fifths to one fifth, the dashed curve the step of the opposite side, the angle its turn against that side and the text, and light what a line along it holds more than one along the opposite side. On a genuine card all sides end in one steep step of like width, square to the text, since photo and card were printed together; a pasted photo has a rim, a shadow, a turned side, an edge that is lit on one side and in shade on the other, or a side that is softer than the others (red).',
  id: 'Kiri: peralihan dari kertas ke foto yang ditemukan. Kanan: tiap peralihan secara melintang, dari kertas (1) ke foto (0) dalam piksel kartu; bagian yang diarsir adalah lebarnya dari empat perlima ke seperlima, kurva putus-putus adalah peralihan di sisi seberangnya, sudut adalah kemiringannya terhadap sisi itu dan teks, dan cahaya (light) adalah kelebihan terang garis di sepanjangnya dibanding sisi seberangnya. Pada kartu asli semua sisi berakhir dengan satu peralihan curam yang sama lebar dan siku terhadap teks karena foto dan kartu dicetak bersama; foto tempelan memiliki tepi, bayangan, sisi yang miring, pinggir yang terang di satu sisi dan gelap di sisi lain, atau sisi yang lebih kabur (merah).',
}

/** The border of the photo, and how steep it is on each side. */
export function drawPhotoBoundary(evidence: Evidence): EvidencePicture | null {
  const [frame] = brightestFrames(evidence)
  if (frame === undefined) return null
  const sides = tellingSides(evidence, frame)
  if (sides.length === 0) return null
  const scores = boundaryScores(evidence)
  const signs = sideSigns(evidence, frame)
  const lines = sides.map(([side, step]) => {
    const [from, to] = stepLine(side, step)
    const at = ({ x, y }: { readonly x: number; readonly y: number }) =>
      [CROP.x + (x - REGION.x) * SCALE, CROP.y + (y - REGION.y) * SCALE] as const
    return line(...at(from), ...at(to), {
      stroke: (scores.get(side) ?? 0) > ODD ? ALARM : MARK,
      'stroke-width': 2,
    })
  })
  const plots = sides.map(([side, { profile, widthPx, foreign }], i) => {
    const box: Box = { ...PLOTS[i]!, ...PLOT }
    const color = (scores.get(side) ?? 0) > ODD ? ALARM : MARK
    const atX = (px: number): number => box.x + ((px + REACH_PX) / (2 * REACH_PX)) * box.width
    const atY = (share: number): number =>
      box.y + (box.height * (1.1 - Math.max(-0.2, Math.min(1.2, share)))) / 1.3
    const pointsOf = (shares: readonly number[]) =>
      shares.flatMap((share, k) =>
        Number.isFinite(share)
          ? [[atX((2 * REACH_PX * k) / (shares.length - 1) - REACH_PX), atY(share)] as const]
          : [],
      )
    const opposite = sides.find(([other]) => other === OPPOSITE[side])?.[1].profile ?? []
    const { turn = NaN, line: light = NaN } = signs.get(side) ?? {}
    const found = [
      Number.isFinite(turn) ? `turned ${degrees(turn)}` : '',
      Number.isFinite(light) ? `light ${light.toFixed(2)}` : '',
    ]
    return [
      heading(box.x, box.y - 8, side),
      label(box.x + box.width, box.y - 8, `${widthPx.toFixed(1)} px, foreign ${foreign.toFixed(2)}`, {
        fill: INK,
        'font-size': 11,
        'text-anchor': 'end',
      }),
      el('rect', {
        x: atX(-widthPx / 2),
        y: box.y,
        width: Math.max(1, Math.min(box.width, atX(widthPx / 2) - atX(-widthPx / 2))),
        height: box.height,
        fill: color,
        'fill-opacity': 0.12,
      }),
      line(box.x, atY(1), box.x + box.width, atY(1)),
      line(box.x, atY(0), box.x + box.width, atY(0)),
      line(atX(0), box.y, atX(0), box.y + box.height, { stroke: RULE }),
      polyline(pointsOf(opposite), { stroke: PALE, 'stroke-dasharray': '3 3' }),
      polyline(pointsOf(profile), { stroke: color, 'stroke-width': 2 }),
      ...found.map((text, row) =>
        label(box.x + box.width - 6, box.y + 30 + 14 * row, text, { 'font-size': 11, 'text-anchor': 'end' }),
      ),
      outline(box),
      ...[-REACH_PX, 0, REACH_PX].map((px) =>
        label(atX(px), box.y + box.height + 13, String(px), {
          'text-anchor': 'middle',
          'font-size': 11,
          fill: PALE,
        }),
      ),
    ].join('')
  })
  const region = {
    x: Math.round(REGION.x * SCALE),
    y: Math.round(REGION.y * SCALE),
    width: Math.round(CROP.width),
    height: Math.round(CROP.height),
  }
  return finishPicture(CROP.y + CROP.height + 14, CAPTION, [
    heading(CROP.x, 20, `#${frame + 1}`),
    drawCard(evidence, frame, CROP, SHRUNK_WIDTH_PX, region) ?? '',
    outline(CROP),
    ...lines,
    ...plots,
  ])
}
