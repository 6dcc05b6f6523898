import { Resvg } from '@resvg/resvg-js'
import { KartuError } from '@kartu/core'
import { drawCard } from './card-artwork.ts'
import { CARD_ASPECT, type PrintedText } from './card-layout.ts'
import { fontPath } from './fonts.ts'
import { PRINT_STYLES } from './print-style.ts'
import type { SpecimenCard } from './specimen-card.ts'

/** 8-bit sRGB, interleaved RGB, row-major, no padding. */
export interface RgbPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** The only font files a card is drawn with; the system's fonts are never loaded, so pictures are the same everywhere. */
const FONT_PATHS = [...new Set(PRINT_STYLES.flatMap((style) => Object.values(style.fonts).map(fontPath)))]
const MIN_WIDTH_PX = 300
const MAX_WIDTH_PX = 2400

/**
 * Draws the card's front, corners not rounded, `widthPx` (300–2400) by widthPx / 1.5858. The same card and width give the
 * same pixels on every machine. Throws `specimen_width_out_of_range`.
 */
export function renderCard(card: SpecimenCard, widthPx: number, texts?: readonly PrintedText[]): RgbPicture {
  if (!(widthPx >= MIN_WIDTH_PX && widthPx <= MAX_WIDTH_PX)) {
    throw new KartuError(
      'specimen_width_out_of_range',
      `a card is drawn ${MIN_WIDTH_PX} to ${MAX_WIDTH_PX} px wide`,
    )
  }
  const image = new Resvg(drawCard(card, texts), {
    fitTo: { mode: 'width', value: Math.round(widthPx) },
    font: { loadSystemFonts: false, fontFiles: FONT_PATHS, defaultFontFamily: 'Arimo' },
    logLevel: 'off',
  }).render()
  const width = image.width
  const height = Math.round(width / CARD_ASPECT)
  const rgba = image.pixels
  const data = new Uint8Array(width * height * 3)
  const rows = Math.min(height, image.height)
  for (let i = 0, o = 0; i < width * rows * 4; i += 4, o += 3) {
    data[o] = rgba[i]!
    data[o + 1] = rgba[i + 1]!
    data[o + 2] = rgba[i + 2]!
  }
  if (height > rows) data.copyWithin(width * rows * 3, width * (rows - 1) * 3, width * rows * 3)
  return { width, height, data }
}
