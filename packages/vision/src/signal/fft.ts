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

/** In-place forward transform of `n` values that start at `offset` and lie `stride` apart; radix 2, n a power of two. */
function transformLine(
  re: Float64Array,
  im: Float64Array,
  offset: number,
  stride: number,
  n: number,
  plan: FftPlan,
): void {
  const { cosines, sines, reversed } = plan
  for (let i = 0; i < n; i++) {
    const j = reversed[i]!
    if (j <= i) continue
    const a = offset + i * stride
    const b = offset + j * stride
    const swapRe = re[a]!
    const swapIm = im[a]!
    re[a] = re[b]!
    im[a] = im[b]!
    re[b] = swapRe
    im[b] = swapIm
  }
  // The first stage has only the factor 1: sums and differences.
  for (let start = 0; start < n; start += 2) {
    const a = offset + start * stride
    const b = a + stride
    const xr = re[b]!
    const xi = im[b]!
    re[b] = re[a]! - xr
    im[b] = im[a]! - xi
    re[a] = re[a]! + xr
    im[a] = im[a]! + xi
  }
  for (let half = 2; half < n; half *= 2) {
    const step = n / (2 * half)
    for (let k = 0; k < half; k++) {
      const c = cosines[k * step]!
      const s = sines[k * step]!
      for (let start = k; start < n; start += 2 * half) {
        const a = offset + start * stride
        const b = a + half * stride
        const xr = re[b]! * c - im[b]! * s
        const xi = re[b]! * s + im[b]! * c
        re[b] = re[a]! - xr
        im[b] = im[a]! - xi
        re[a] = re[a]! + xr
        im[a] = im[a]! + xi
      }
    }
  }
}

/** In-place forward two-dimensional transform of an n × n complex field, row-major, n a power of two. Unnormalised. */
function fft2d(re: Float64Array, im: Float64Array, n: number): void {
  const plan = planFor(n)
  for (let y = 0; y < n; y++) transformLine(re, im, y * n, 1, n, plan)
  // Columns are gathered into a contiguous line first: strided access over 16 KB rows misses the cache on every step.
  const lineRe = new Float64Array(n)
  const lineIm = new Float64Array(n)
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) {
      lineRe[y] = re[y * n + x]!
      lineIm[y] = im[y * n + x]!
    }
    transformLine(lineRe, lineIm, 0, 1, n, plan)
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
  a: Float64Array,
  b: Float64Array,
  n: number,
): readonly [Float32Array, Float32Array] {
  const re = Float64Array.from(a)
  const im = Float64Array.from(b)
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
