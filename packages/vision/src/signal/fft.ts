/** Factors exp(−2πi k / n) and bit-reversed order for one power-of-two length. */
interface FftPlan {
  readonly cosines: Float64Array
  readonly sines: Float64Array
  readonly reversed: Uint16Array
}

const plans = new Map<number, FftPlan>()

function planFor(n: number): FftPlan {
  const known = plans.get(n)
  if (known) return known
  const cosines = Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / n))
  const sines = Float64Array.from({ length: n }, (_, k) => -Math.sin((2 * Math.PI * k) / n))
  const bits = Math.log2(n)
  const reversed = new Uint16Array(n)
  for (let i = 0; i < n; i++) {
    let r = 0
    for (let b = 0; b < bits; b++) if (i & (1 << b)) r |= 1 << (bits - 1 - b)
    reversed[i] = r
  }
  const plan = { cosines, sines, reversed }
  plans.set(n, plan)
  return plan
}

/**
 * In-place forward transform down `n` rows of `width` values that begin at `offset`, n a power of two; of one value a row it is the
 * transform of a line. Two stages of radix 2 at a time, decimated in frequency: results stand in bit-reversed order, so that no value
 * is moved, and a factor serves a whole row.
 */
function transformDown(re: Float64Array, im: Float64Array, offset: number, n: number, width: number): void {
  const { cosines, sines } = planFor(n)
  const finish = offset + n * width
  let size = n
  for (; size >= 4; size /= 4) {
    const step = n / size
    const apart = (size / 4) * width
    for (let k = 0; k < size / 4; k++) {
      const c1 = cosines[k * step]!
      const s1 = sines[k * step]!
      const c2 = cosines[2 * k * step]!
      const s2 = sines[2 * k * step]!
      const c3 = cosines[3 * k * step]!
      const s3 = sines[3 * k * step]!
      for (let from = offset + k * width; from < finish; from += size * width) {
        for (let a = from; a < from + width; a++) {
          const b = a + apart
          const c = b + apart
          const d = c + apart
          const evenSumRe = re[a]! + re[c]!
          const evenSumIm = im[a]! + im[c]!
          const evenRestRe = re[a]! - re[c]!
          const evenRestIm = im[a]! - im[c]!
          const oddSumRe = re[b]! + re[d]!
          const oddSumIm = im[b]! + im[d]!
          // A quarter turn further on: times −i.
          const oddRestRe = im[b]! - im[d]!
          const oddRestIm = re[d]! - re[b]!
          re[a] = evenSumRe + oddSumRe
          im[a] = evenSumIm + oddSumIm
          const secondRe = evenSumRe - oddSumRe
          const secondIm = evenSumIm - oddSumIm
          re[b] = secondRe * c2 - secondIm * s2
          im[b] = secondRe * s2 + secondIm * c2
          const firstRe = evenRestRe + oddRestRe
          const firstIm = evenRestIm + oddRestIm
          re[c] = firstRe * c1 - firstIm * s1
          im[c] = firstRe * s1 + firstIm * c1
          const thirdRe = evenRestRe - oddRestRe
          const thirdIm = evenRestIm - oddRestIm
          re[d] = thirdRe * c3 - thirdIm * s3
          im[d] = thirdRe * s3 + thirdIm * c3
        }
      }
    }
  }
  if (size === 2) addAndSubtract(re, im, offset, n, width)
}

/** The last stage of radix 2, whose only factor is 1. */
function addAndSubtract(re: Float64Array, im: Float64Array, offset: number, n: number, width: number): void {
  for (let from = offset; from < offset + n * width; from += 2 * width) {
    for (let a = from; a < from + width; a++) {
      const b = a + width
      const restRe = re[a]! - re[b]!
      const restIm = im[a]! - im[b]!
      re[a] = re[a]! + re[b]!
      im[a] = im[a]! + im[b]!
      re[b] = restRe
      im[b] = restIm
    }
  }
}

/**
 * Power spectra of two real n × n tiles, which are used up, from one complex transform; n is a power of two. Each result holds rows
 * fy = 0 … n−1 (wrapping to negative above n/2) by columns fx = 0 … n/2, `n/2 + 1` wide: the other half is its point mirror.
 */
export function powerSpectraOfPair(
  a: Float64Array,
  b: Float64Array,
  n: number,
): readonly [Float32Array, Float32Array] {
  for (let y = 0; y < n; y++) transformDown(a, b, y * n, n, 1)
  transformDown(a, b, 0, n, n)
  const { reversed } = planFor(n)
  const width = n / 2 + 1
  const powerA = new Float32Array(n * width)
  const powerB = new Float32Array(n * width)
  for (let fy = 0, at = 0; fy < n; fy++) {
    const row = reversed[fy]! * n
    const mirrorRow = reversed[(n - fy) % n]! * n
    for (let fx = 0; fx < width; fx++, at++) {
      const p = row + reversed[fx]!
      const q = mirrorRow + reversed[(n - fx) % n]!
      // What the two tiles' own transforms are symmetric in tells them apart.
      const ar = a[p]! + a[q]!
      const ai = b[p]! - b[q]!
      const br = b[p]! + b[q]!
      const bi = a[q]! - a[p]!
      powerA[at] = (ar * ar + ai * ai) / 4
      powerB[at] = (br * br + bi * bi) / 4
    }
  }
  return [powerA, powerB]
}
