import { SPECTRUM_COLUMNS } from '../signal/frame-spectrum.ts'
import type { FrequencyVector } from '../signal/frequency-vector.ts'
import { TILE_PX } from '../signal/spectral-tiles.ts'
import { AMOUNT } from './palettes.ts'
import { drawGrid, outline, type Box } from './raster.ts'
import { el } from './svg-notation.ts'

/** ln power over noise at which the scale ends. */
export const SPECTRUM_HIGH = 3

/** A whitened half spectrum as a whole one, the lowest frequencies in its middle. */
export function drawSpectrum(box: Box, excess: Float32Array, floor: number): string {
  const half = TILE_PX / 2
  const values = Float32Array.from({ length: TILE_PX * TILE_PX }, (_, i) => {
    const fx = (i % TILE_PX) - half
    const fy = Math.floor(i / TILE_PX) - half
    // The spectrum of a real picture is the same at opposite frequencies: only half of it is kept.
    const row = ((fx < 0 ? -fy : fy) + TILE_PX) % TILE_PX
    return excess[row * SPECTRUM_COLUMNS + Math.abs(fx)]! - floor
  })
  return drawGrid(box, values, TILE_PX, { palette: AMOUNT, low: 0, high: SPECTRUM_HIGH }) + outline(box)
}

/** Rings around a frequency and its mirror image. */
export function markFrequency(
  { x, y, width, height }: Box,
  { x: fx, y: fy }: FrequencyVector,
  style: { readonly color: string; readonly radius: number; readonly isDashed?: boolean },
): string {
  return [1, -1]
    .map((side) =>
      el('circle', {
        cx: x + (side * fx + 0.5) * width,
        cy: y + (side * fy + 0.5) * height,
        r: style.radius,
        fill: 'none',
        stroke: style.color,
        'stroke-width': 2,
        'stroke-dasharray': style.isDashed ? '3 2' : 'none',
      }),
    )
    .join('')
}
