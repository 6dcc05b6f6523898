/** The example luminance table of ITU-T T.81 annex K.1, which the IJG scale multiplies; zigzag order as in a file. */
const STANDARD_LUMINANCE_ZIGZAG = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58,
  51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103,
  62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
]

/**
 * The IJG quality (1–100) whose scaled standard table is nearest to `luminanceTable` (64 entries, zigzag) by summed
 * absolute difference. Exact for libjpeg encoders, an equivalent for others. Source: libjpeg `jpeg_quality_scaling`.
 */
export function estimateJpegQuality(luminanceTable: Uint8Array): number {
  let best = 1
  let leastDifference = Infinity
  for (let quality = 1; quality <= 100; quality += 1) {
    const scalePercent = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2
    const difference = STANDARD_LUMINANCE_ZIGZAG.reduce((sum, entry, index) => {
      const scaled = Math.min(255, Math.max(1, Math.floor((entry * scalePercent + 50) / 100)))
      return sum + Math.abs(scaled - (luminanceTable[index] ?? 0))
    }, 0)
    if (difference < leastDifference) {
      leastDifference = difference
      best = quality
    }
  }
  return best
}
