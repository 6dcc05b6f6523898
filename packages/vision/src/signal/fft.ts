/** Twiddle factors and bit-reversed order for one power-of-two length. */
interface FftPlan {
  readonly cosines: Float64Array
  readonly sines: Float64Array
  readonly reversed: Uint16Array
}

const plans = new Map<number, FftPlan>()

function planFor(n: number): FftPlan {
  const known = plans.get(n)
  if (known) return known
  const cosines = new Float64Array(n / 2)
  const sines = new Float64Array(n / 2)
  for (let k = 0; k < n / 2; k++) {
    cosines[k] = Math.cos((2 * Math.PI * k) / n)
    sines[k] = -Math.sin((2 * Math.PI * k) / n)
  }
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

/** In-place forward transform of `n` contiguous values from `offset`, n a power of two; two stages of radix 2 at a time, which read every value once. */
function transformLine(re: Float32Array, im: Float32Array, offset: number, n: number, plan: FftPlan): void {
  const { cosines, sines, reversed } = plan
  for (let i = 0; i < n; i++) {
    const j = reversed[i]!
    if (j <= i) continue
    const a = offset + i
    const b = offset + j
    const swapRe = re[a]!
    const swapIm = im[a]!
    re[a] = re[b]!
    im[a] = im[b]!
    re[b] = swapRe
    im[b] = swapIm
  }
  let half = 1
  if (Math.log2(n) % 2 === 1) {
    addAndSubtract(re, im, offset, n)
    half = 2
  }
  for (; half < n; half *= 4) {
    // Factors exp(−2πi k / 2half) of the first stage and exp(−2πi k / 4half) of the second.
    const step = n / (4 * half)
    for (let k = 0; k < half; k++) {
      const c1 = cosines[2 * k * step]!
      const s1 = sines[2 * k * step]!
      const c2 = cosines[k * step]!
      const s2 = sines[k * step]!
      for (let a = offset + k; a < offset + n; a += 4 * half) {
        const b = a + half
        const c = b + half
        const d = c + half
        const br = re[b]! * c1 - im[b]! * s1
        const bi = re[b]! * s1 + im[b]! * c1
        const dr = re[d]! * c1 - im[d]! * s1
        const di = re[d]! * s1 + im[d]! * c1
        const sumRe = re[a]! + br
        const sumIm = im[a]! + bi
        const differenceRe = re[a]! - br
        const differenceIm = im[a]! - bi
        const upperRe = re[c]! + dr
        const upperIm = im[c]! + di
        const lowerRe = re[c]! - dr
        const lowerIm = im[c]! - di
        const evenRe = upperRe * c2 - upperIm * s2
        const evenIm = upperRe * s2 + upperIm * c2
        // A quarter turn further on: times −i.
        const oddRe = lowerRe * s2 + lowerIm * c2
        const oddIm = lowerIm * s2 - lowerRe * c2
        re[a] = sumRe + evenRe
        im[a] = sumIm + evenIm
        re[c] = sumRe - evenRe
        im[c] = sumIm - evenIm
        re[b] = differenceRe + oddRe
        im[b] = differenceIm + oddIm
        re[d] = differenceRe - oddRe
        im[d] = differenceIm - oddIm
      }
    }
  }
}

/** The first stage of radix 2, whose only factor is 1. */
function addAndSubtract(re: Float32Array, im: Float32Array, offset: number, n: number): void {
  for (let a = offset; a < offset + n; a += 2) {
    const xr = re[a + 1]!
    const xi = im[a + 1]!
    re[a + 1] = re[a]! - xr
    im[a + 1] = im[a]! - xi
    re[a] = re[a]! + xr
    im[a] = im[a]! + xi
  }
}

/** In-place forward two-dimensional transform of an n × n complex field, row-major, n a power of two. Unnormalised. */
function fft2d(re: Float32Array, im: Float32Array, n: number): void {
  const plan = planFor(n)
  for (let y = 0; y < n; y++) transformLine(re, im, y * n, n, plan)
  // Columns are gathered into a contiguous line first: strided access over 16 KB rows misses the cache on every step.
  const lineRe = new Float32Array(n)
  const lineIm = new Float32Array(n)
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) {
      lineRe[y] = re[y * n + x]!
      lineIm[y] = im[y * n + x]!
    }
    transformLine(lineRe, lineIm, 0, n, plan)
    for (let y = 0; y < n; y++) {
      re[y * n + x] = lineRe[y]!
      im[y * n + x] = lineIm[y]!
    }
  }
}

/**
 * Power spectra of two real n × n tiles from one complex transform. Each result holds rows fy = 0 … n−1 (wrapping to
 * negative above n/2) by columns fx = 0 … n/2, `n/2 + 1` wide: the other half is its point mirror.
 */
export function powerSpectraOfPair(
  a: Float32Array,
  b: Float32Array,
  n: number,
): readonly [Float32Array, Float32Array] {
  const re = a.slice()
  const im = b.slice()
  fft2d(re, im, n)
  const width = n / 2 + 1
  const powerA = new Float32Array(n * width)
  const powerB = new Float32Array(n * width)
  for (let fy = 0; fy < n; fy++) {
    const mirrorY = (n - fy) % n
    for (let fx = 0; fx < width; fx++) {
      const p = fy * n + fx
      const q = mirrorY * n + ((n - fx) % n)
      const ar = (re[p]! + re[q]!) / 2
      const ai = (im[p]! - im[q]!) / 2
      const br = (im[p]! + im[q]!) / 2
      const bi = (re[q]! - re[p]!) / 2
      powerA[fy * width + fx] = ar * ar + ai * ai
      powerB[fy * width + fx] = br * br + bi * bi
    }
  }
  return [powerA, powerB]
}
