import type { Box } from './raster.ts'
import { ALARM, INK, PALE, RULE, el, label, line, polyline } from './svg-notation.ts'

/** A series over frames. */
export interface Trace {
  readonly values: ArrayLike<number>
  readonly color: string
  readonly isDashed?: boolean
}

/** Tick distances that a reader can add up. */
function tickStep(range: number, count: number): number {
  const rough = range / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((step) => step * power >= rough) ?? 10
  return factor * power
}

/** Series over the same frames on one axis that has 0 in its middle. */
export function drawTraces(
  { x, y, width, height }: Box,
  title: string,
  traces: readonly Trace[],
  reach: number,
): string {
  const step = tickStep(reach, 2)
  const atY = (value: number): number =>
    y + height / 2 - (Math.max(-reach, Math.min(reach, value)) / reach) * (height / 2)
  const ticks = [-2, -1, 0, 1, 2].filter((k) => Math.abs(k * step) <= reach * 1.001)
  const grid = ticks.map(
    (k) =>
      line(x, atY(k * step), x + width, atY(k * step), { stroke: k === 0 ? PALE : RULE }) +
      label(x - 6, atY(k * step) + 4, String(Number((k * step).toPrecision(2))), {
        'text-anchor': 'end',
        'font-size': 11,
      }),
  )
  const drawn = traces.map(({ values, color, isDashed = false }) => {
    const points = Array.from(
      { length: values.length },
      (_, k) => [frameX({ x, width }, k, values.length), atY(values[k]!)] as const,
    )
    const dots = points.map(([cx, cy]) => el('circle', { cx, cy, r: 3, fill: color }))
    return (
      polyline(points, {
        stroke: color,
        'stroke-width': isDashed ? 1.5 : 2,
        'stroke-dasharray': isDashed ? '5 4' : 'none',
      }) + (isDashed ? '' : dots.join(''))
    )
  })
  return label(x, y - 6, title, { fill: INK, 'font-weight': 600 }) + grid.join('') + drawn.join('')
}

/** Where frame `k` of `count` stands along an axis. */
const frameX = ({ x, width }: Pick<Box, 'x' | 'width'>, k: number, count: number): number =>
  x + ((k + 0.5) / count) * width

/** What was on the screen when each frame was taken: its colour over its number. */
export function drawCode(
  { x, y, width, height }: Box,
  colors: readonly string[],
  frames: readonly number[],
): string {
  const each = width / Math.max(1, colors.length)
  return colors
    .map(
      (color, k) =>
        el('rect', { x: x + k * each + 2, y, width: each - 4, height, fill: color, stroke: PALE }) +
        label(x + (k + 0.5) * each, y + height + 13, `${(frames[k] ?? k) + 1}`, {
          'text-anchor': 'middle',
          'font-size': 11,
        }),
    )
    .join('')
}

/** Colours of the two chromaticities wherever they are drawn. */
export const RED_GREEN_COLOR = ALARM
export const BLUE_GREEN_COLOR = '#1f6fb2'
