import type { RowName } from '@kartu/core'
import type { RgbImage } from '../../image/image.ts'
import type { RowLines } from './line-box.ts'
import { evenInk } from './even-ink.ts'
import { estimateSlope } from './estimate-slope.ts'
import { findPhotoLeft } from './find-photo-left.ts'
import { inkMap, type InkMap } from './ink-map.ts'
import { inkQuantiles, openInkHistogram } from './ink-quantile.ts'
import { locateBlocks } from './locate-blocks.ts'
import type { ReadLabel } from './find-labels.ts'
import { locateValues } from './locate-values.ts'
import type { Page } from './page.ts'

/** Where every printed value stands; rows that were not found are absent. The blood group is in the gender's line. */
export type CardLines = Readonly<Partial<Record<RowName, RowLines>>>

/** Where print is measured, 0–1 of the card, and the share of it that is ink at most. */
const TEXT = { x0: 0.03, x1: 0.66, y0: 0.18, y1: 0.85 } as const
const INK_QUANTILE = 0.98
/** Most of the text area is paper. */
const PAPER_QUANTILE = 0.75
/** Print is what has at least this share of the darkest ink. */
const THRESHOLD_SHARE = 0.5
/** Ink, 0–255. */
const MIN_THRESHOLD = 20
/** Every how many rows ink is sampled for the threshold. */
const STRIDE_PX = 3

/** What the layout steps share about a rectified card about 1280 px wide. */
export function openPage(card: RgbImage): Page {
  const ink = inkMap(card)
  const { threshold, unevenness } = measurePrint(ink)
  evenInk(ink, threshold, unevenness)
  return { ink, threshold, slope: estimateSlope(ink, threshold), photoLeftPx: findPhotoLeft(card) }
}

/** Finds the lines of print on a page; `readLabel` reads one of its lines. */
export async function locateLines(page: Page, readLabel: ReadLabel): Promise<CardLines> {
  const { lines, capPx } = await locateValues(page, readLabel)
  return { ...(await locateBlocks(page, capPx, readLabel)), ...lines }
}

/** From where on ink is print, and what paper itself varies by; both 0–255. */
function measurePrint(ink: InkMap): { readonly threshold: number; readonly unevenness: number } {
  const x0 = Math.round(TEXT.x0 * ink.width)
  const x1 = Math.round(TEXT.x1 * ink.width)
  const histogram = openInkHistogram(1)
  for (let y = Math.round(TEXT.y0 * ink.height); y < TEXT.y1 * ink.height; y += STRIDE_PX) {
    for (let at = y * ink.width + x0; at < y * ink.width + x1; at++) histogram.counts[ink.data[at]!]!++
  }
  const [unevenness = 0, dark = 0] = inkQuantiles(histogram, [PAPER_QUANTILE, INK_QUANTILE])
  return { threshold: Math.max(MIN_THRESHOLD, THRESHOLD_SHARE * dark), unevenness }
}
