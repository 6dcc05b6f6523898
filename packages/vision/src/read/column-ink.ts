import { CAP_HEIGHT_PX, type LineCrop } from './crop-line.ts'

/**
 * Mean ink of the capitals' rows above paper from which a column holds part of a letter. A lone bar (the foot of an L, a
 * hyphen) has 0.13 when sharp; lower levels let noise and overlays close the gaps between words.
 */
const LETTER_INK = 0.06
/** The same where a column must hold more than a point, a bar or what overlays and noise leave. */
export const STROKE_INK = 0.16
/** The paper's own level: the margins alone are more than this share of a line's columns. */
const PAPER_SHARE = 0.04
/** Rows above and below the capitals that still count, for print a little off its place. */
const SLACK_ROWS = 3

/** A stretch of columns of a crop with (`isInk`) or without ink; `end` is the first column after it. */
export interface ColumnRun {
  readonly start: number
  readonly end: number
  readonly isInk: boolean
  /** Greatest mean ink of its columns, 0–1. */
  readonly peak: number
}

/**
 * A line's columns as alternating runs of ink and white. Averaging a column over the capitals' height keeps thin strokes
 * and drops noise: a single noisy pixel is a thirtieth of a column, a hyphen an eighth.
 */
export function columnRuns(crop: LineCrop, leastInk: number = LETTER_INK): readonly ColumnRun[] {
  const means = columnMeans(crop)
  const paper = Float32Array.from(means).sort()[Math.floor(PAPER_SHARE * means.length)] ?? 0
  const runs: ColumnRun[] = []
  let start = 0
  let peak = 0
  for (let x = 0; x < means.length; x++) {
    const isInk = means[x]! - paper >= leastInk
    peak = Math.max(peak, means[x]!)
    if (x + 1 < means.length && means[x + 1]! - paper >= leastInk === isInk) continue
    runs.push({ start, end: x + 1, isInk, peak })
    start = x + 1
    peak = 0
  }
  return runs
}

/** Mean ink of each column over the capitals' height, 0–1, paper not subtracted. */
export function columnMeans(crop: LineCrop): Float32Array {
  const [, , height = 0, width = 0] = crop.tensor.shape
  const { data } = crop.tensor
  const top = Math.round((height - CAP_HEIGHT_PX) / 2) - SLACK_ROWS
  const bottom = Math.round((height + CAP_HEIGHT_PX) / 2) + SLACK_ROWS
  const means = new Float32Array(width)
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < width; x++) means[x]! += (1 - data[y * width + x]!) / 2 / (bottom - top)
  }
  return means
}
