/**
 * Fills in the two colours that each RGGB site lacks: the gradient-corrected linear interpolation of Malvar, He and Cutler
 * (ICASSP 2004). The outermost two pixels copy their neighbours inside. Output interleaved RGB.
 */
export function demosaic(mosaic: Float32Array, width: number, height: number, out: Float32Array): void {
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const p = y * width + x
      const o = p * 3
      const centre = mosaic[p]!
      const north = mosaic[p - width]!
      const south = mosaic[p + width]!
      const west = mosaic[p - 1]!
      const east = mosaic[p + 1]!
      const farColumn = mosaic[p - 2 * width]! + mosaic[p + 2 * width]!
      const farRow = mosaic[p - 2]! + mosaic[p + 2]!
      const diagonal =
        mosaic[p - width - 1]! + mosaic[p - width + 1]! + mosaic[p + width - 1]! + mosaic[p + width + 1]!
      if (((x + y) & 1) === 0) {
        const green = (4 * centre + 2 * (north + south + west + east) - farColumn - farRow) / 8
        const opposite = (12 * centre + 4 * diagonal - 3 * (farColumn + farRow)) / 16
        const redSite = (y & 1) === 0
        out[o] = redSite ? centre : opposite
        out[o + 1] = green
        out[o + 2] = redSite ? opposite : centre
      } else {
        const alongRow = (10 * centre + 8 * (west + east) - 2 * diagonal - 2 * farRow + farColumn) / 16
        const alongColumn = (10 * centre + 8 * (north + south) - 2 * diagonal - 2 * farColumn + farRow) / 16
        const redRow = (y & 1) === 0
        out[o] = redRow ? alongRow : alongColumn
        out[o + 1] = centre
        out[o + 2] = redRow ? alongColumn : alongRow
      }
    }
  }
  copyBorder(width, height, out)
}

function copyBorder(width: number, height: number, out: Float32Array): void {
  const copy = (x: number, y: number) => {
    const from = (Math.min(height - 3, Math.max(2, y)) * width + Math.min(width - 3, Math.max(2, x))) * 3
    const to = (y * width + x) * 3
    for (let c = 0; c < 3; c++) out[to + c] = out[from + c]!
  }
  for (let x = 0; x < width; x++) for (const y of [0, 1, height - 2, height - 1]) copy(x, y)
  for (let y = 2; y < height - 2; y++) for (const x of [0, 1, width - 2, width - 1]) copy(x, y)
}
