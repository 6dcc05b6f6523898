import { cardHeightPx } from '../card/card-size.ts'
import { rectifyRegion, type CardRegion } from '../card/rectify-region.ts'
import type { Evidence } from '../evidence.ts'
import type { RgbImage } from '../image/image.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { quantile } from '../signal/order-statistics.ts'
import { cssColor, GREY, SCALE_ENTRIES } from './palettes.ts'
import { pngDataUri, UNKNOWN_ENTRY, type Palette } from './png.ts'
import { el, label, PALE, RULE } from './svg-notation.ts'

/** Where a part of a picture is drawn. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Values of a grid, from `low` to `high` along a scale; NaN is left white. */
export function drawGrid(
  box: Box,
  values: ArrayLike<number>,
  columns: number,
  scale: { readonly palette: Palette; readonly low: number; readonly high: number },
): string {
  const { palette, low, high } = scale
  const data = Uint8Array.from({ length: values.length }, (_, i) => {
    const share = (values[i]! - low) / (high - low)
    return Number.isFinite(share)
      ? Math.round(Math.min(1, Math.max(0, share)) * (SCALE_ENTRIES - 1))
      : UNKNOWN_ENTRY
  })
  const raster = { width: columns, height: Math.floor(values.length / columns), data }
  return image(box, pngDataUri(raster, palette), true)
}

/** One value for each cell of the card's light grid. */
export function drawCells(
  box: Box,
  values: ArrayLike<number>,
  scale: Parameters<typeof drawGrid>[3],
): string {
  return drawGrid(box, values, LIGHT_COLUMNS, scale) + outline(box)
}

export const outline = ({ x, y, width, height }: Box): string =>
  el('rect', { x, y, width, height, fill: 'none', stroke: RULE })

/** The middle of a cell of the card's light grid as it is drawn in a box. */
export function cellCentre({ x, y, width, height }: Box, column: number, row: number) {
  return {
    x: x + ((column + 0.5) / LIGHT_COLUMNS) * width,
    y: y + ((row + 0.5) / LIGHT_ROWS) * height,
  }
}

/** A bar that says which colour is which value. */
export function drawScale(
  { x, y, width, height }: Box,
  palette: Palette,
  [from, to]: readonly [string, string],
): string {
  const steps = Array.from({ length: 32 }, (_, i) =>
    el('rect', {
      x: x + (i * width) / 32,
      y,
      width: width / 32 + 0.5,
      height,
      fill: cssColor(palette, i / 31),
    }),
  )
  const below = y + height + 12
  return (
    steps.join('') +
    label(x, below, from, { 'font-size': 11 }) +
    label(x + width, below, to, { 'font-size': 11, 'text-anchor': 'end' })
  )
}

/** A part of the upright card of one frame in grey, `widthPx` being the width of the whole card; null without a card. */
export function drawCard(
  evidence: Evidence,
  frame: number,
  box: Box,
  widthPx: number,
  region: CardRegion = { x: 0, y: 0, width: widthPx, height: cardHeightPx(widthPx) },
): string | null {
  const picture = evidence.frames[frame]?.image
  const card = evidence.cards[frame]
  if (!picture || !card) return null
  return image(box, greyDataUri(rectifyRegion(picture, card, widthPx, region)), false)
}

/** What lies above this share of a crop's brightness is shown white, but no crop is brightened more than so many times. */
const WHITE_QUANTILE = 0.98
const GAIN_MOST = 4
/** Every so many pixels are enough for a quantile. */
const SAMPLE_STEP = 7

/** Luma (ITU-R BT.601), brightened: frames under a dark colour of the flash are as dark as it. */
function greyDataUri({ width, height, data }: RgbImage): string {
  const luma = Float32Array.from(
    { length: width * height },
    (_, i) => 0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!,
  )
  const white = quantile(
    luma.filter((_, i) => i % SAMPLE_STEP === 0),
    WHITE_QUANTILE,
  )
  const gain = Math.min(GAIN_MOST, 255 / Math.max(1, white))
  const entries = Uint8Array.from(luma, (value) =>
    Math.min(SCALE_ENTRIES - 1, (value * gain * (SCALE_ENTRIES - 1)) / 255 + 0.5),
  )
  return pngDataUri({ width, height, data: entries }, GREY)
}

function image({ x, y, width, height }: Box, href: string, isGrid: boolean): string {
  return el('image', {
    x,
    y,
    width,
    height,
    href,
    preserveAspectRatio: 'none',
    // Cells of a grid are values, not a photograph: smoothing would invent some between them.
    'image-rendering': isGrid ? 'pixelated' : 'auto',
  })
}

/** A heading over a part of a picture. */
export const heading = (x: number, y: number, text: string): string =>
  label(x, y, text, { fill: PALE, 'font-size': 12, 'font-weight': 600 })
