import type { Plane } from '../image/image.ts'

/** Mean over a square of `2 · radiusPx + 1` pixels, edges repeated. Two running sums: the cost does not grow with the radius. */
export function boxBlur(plane: Plane, radiusPx: number): Plane {
  const { width, height } = plane
  const across = blurLines(plane.data, width, height, radiusPx, 1, width)
  return { width, height, data: blurLines(across, height, width, radiusPx, width, 1) }
}

/** Blurs `lines` lines of `length` pixels that lie `step` apart; lines start `stride` apart. */
function blurLines(
  input: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  stride: number,
): Float32Array {
  const output = new Float32Array(input.length)
  const scale = 1 / (2 * radius + 1)
  for (let line = 0; line < lines; line += 1) {
    const base = line * stride
    const last = base + (length - 1) * step
    let sum = (radius + 1) * input[base]!
    for (let k = 1; k <= radius; k += 1) sum += input[Math.min(base + k * step, last)]!
    for (let k = 0, at = base; k < length; k += 1, at += step) {
      output[at] = sum * scale
      sum += input[Math.min(at + (radius + 1) * step, last)]! - input[Math.max(at - radius * step, base)]!
    }
  }
  return output
}
