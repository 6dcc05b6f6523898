/**
 * Fills in the two colours that each RGGB site lacks, the way phones do: green along the weaker gradient (Hamilton and Adams,
 * US 5,629,734), then red and blue by their differences to green. The outermost two pixels copy their neighbours inside.
 * Output interleaved RGB.
 */
export function demosaic(mosaic: Float32Array, width: number, height: number, out: Float32Array): void {
  interpolateGreen(mosaic, width, height, out)
  copyBorder(width, height, out, 1)
  interpolateRedAndBlue(mosaic, width, height, out)
  copyBorder(width, height, out, 3)
}

function interpolateGreen(mosaic: Float32Array, width: number, height: number, out: Float32Array): void {
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const p = y * width + x
      const centre = mosaic[p]!
      if (((x + y) & 1) === 1) {
        out[p * 3 + 1] = centre
        continue
      }
      const north = mosaic[p - width]!
      const south = mosaic[p + width]!
      const west = mosaic[p - 1]!
      const east = mosaic[p + 1]!
      const bendDown = 2 * centre - mosaic[p - 2 * width]! - mosaic[p + 2 * width]!
      const bendAcross = 2 * centre - mosaic[p - 2]! - mosaic[p + 2]!
      const changeDown = Math.abs(north - south) + Math.abs(bendDown)
      const changeAcross = Math.abs(west - east) + Math.abs(bendAcross)
      const down = (north + south) / 2 + bendDown / 4
      const across = (west + east) / 2 + bendAcross / 4
      const sum = changeDown + changeAcross
      // A soft choice between the directions: a hard one makes noise in flat areas wormlike.
      const shareAcross = sum < 1e-6 ? 0.5 : (changeDown * changeDown) / (changeDown ** 2 + changeAcross ** 2)
      out[p * 3 + 1] = down + shareAcross * (across - down)
    }
  }
}

function interpolateRedAndBlue(mosaic: Float32Array, width: number, height: number, out: Float32Array): void {
  for (let y = 2; y < height - 2; y++) {
    const redRow = (y & 1) === 0
    for (let x = 2; x < width - 2; x++) {
      const p = y * width + x
      const o = p * 3
      const green = out[o + 1]!
      const less = (q: number) => mosaic[q]! - out[q * 3 + 1]!
      if (((x + y) & 1) === 1) {
        const alongRow = green + (less(p - 1) + less(p + 1)) / 2
        const alongColumn = green + (less(p - width) + less(p + width)) / 2
        out[o] = redRow ? alongRow : alongColumn
        out[o + 2] = redRow ? alongColumn : alongRow
      } else {
        const diagonal = less(p - width - 1) + less(p - width + 1) + less(p + width - 1) + less(p + width + 1)
        const opposite = green + diagonal / 4
        out[o] = redRow ? mosaic[p]! : opposite
        out[o + 2] = redRow ? opposite : mosaic[p]!
      }
    }
  }
}

/** Fills the two outermost rows and columns of channel 1, or of all three. */
function copyBorder(width: number, height: number, out: Float32Array, channels: 1 | 3): void {
  const copy = (x: number, y: number) => {
    const from = (Math.min(height - 3, Math.max(2, y)) * width + Math.min(width - 3, Math.max(2, x))) * 3
    const to = (y * width + x) * 3
    if (channels === 1) out[to + 1] = out[from + 1]!
    else for (let c = 0; c < 3; c++) out[to + c] = out[from + c]!
  }
  for (let x = 0; x < width; x++) for (const y of [0, 1, height - 2, height - 1]) copy(x, y)
  for (let y = 2; y < height - 2; y++) for (const x of [0, 1, width - 2, width - 1]) copy(x, y)
}
