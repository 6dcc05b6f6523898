import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { flashMap } from '../voters/flash-falloff.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { DIFFERENCE } from './palettes.ts'
import { drawCells, drawScale, heading } from './raster.ts'
import { finishPicture } from './svg-notation.ts'

/** ln units at both ends of the scale: a screen beside the lens makes a tenth to a third. */
const REACH = 0.3
/** Cells to each side that the smoothed map averages: scatter from cell to cell is noise, falloff is not. */
const SMOOTH_CELLS = 3

const CAPTION = {
  en: 'How much more (orange) or less (blue) of the flash each part of the card got than its print explains; left cell by cell, right smoothed. Light from a screen near a genuine card is stronger on one side, so that the right map runs from one colour into the other; a filter laid over a video tints all of it alike and leaves it white.',
  id: 'Seberapa lebih banyak (jingga) atau lebih sedikit (biru) cahaya kilat yang diterima tiap bagian kartu daripada yang dijelaskan oleh cetakannya; kiri per sel, kanan diratakan. Cahaya layar di dekat kartu asli lebih kuat di satu sisi, sehingga peta kanan berubah dari satu warna ke warna lain; filter pada video mewarnai semuanya sama rata dan peta tetap putih.',
}

function smoothed(map: Float64Array): Float64Array {
  return map.map((own, i) => {
    if (!Number.isFinite(own)) return NaN
    let sum = 0
    let count = 0
    map.forEach((value, j) => {
      const across = Math.abs((j % LIGHT_COLUMNS) - (i % LIGHT_COLUMNS))
      const down = Math.abs(Math.floor(j / LIGHT_COLUMNS) - Math.floor(i / LIGHT_COLUMNS))
      if (!Number.isFinite(value) || across > SMOOTH_CELLS || down > SMOOTH_CELLS) return
      sum += value
      count++
    })
    return sum / count
  })
}

/** Where on the card the flash fell more strongly and where less. */
export function drawFlashFalloff(evidence: Evidence): EvidencePicture | null {
  const map = flashMap(evidence)
  if (!map || map.length !== LIGHT_COLUMNS * LIGHT_ROWS) return null
  const scale = { palette: DIFFERENCE, low: -REACH, high: REACH }
  const box = { y: 30, width: 356, height: 222 }
  return finishPicture(290, CAPTION, [
    heading(16, 20, 'ln(flash / ambient)'),
    drawCells({ ...box, x: 16 }, map, scale),
    heading(388, 20, `mean of ${2 * SMOOTH_CELLS + 1} × ${2 * SMOOTH_CELLS + 1}`),
    drawCells({ ...box, x: 388 }, smoothed(map), scale),
    drawScale({ x: 16, y: 260, width: 200, height: 9 }, DIFFERENCE, [`−${REACH}`, `+${REACH}`]),
  ])
}
