/** ID-1 (ISO/IEC 7810): 85.60 mm × 53.98 mm. */
export const CARD_WIDTH_MM = 85.6
export const CARD_ASPECT = CARD_WIDTH_MM / 53.98

/** Height in pixels of an upright card image `widthPx` wide. */
export function cardHeightPx(widthPx: number): number {
  return Math.round(widthPx / CARD_ASPECT)
}
