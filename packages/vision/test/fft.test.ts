import { expect, it } from 'vitest'
import { powerSpectraOfPair } from '../src/signal/fft.ts'

const N = 32

/** The definition, term by term. */
function slowPower(tile: Float64Array, fx: number, fy: number): number {
  let re = 0
  let im = 0
  for (let y = 0; y < N; y++) {
    for (let x = 0; x < N; x++) {
      const phase = (-2 * Math.PI * (fx * x + fy * y)) / N
      re += tile[y * N + x]! * Math.cos(phase)
      im += tile[y * N + x]! * Math.sin(phase)
    }
  }
  return re * re + im * im
}

it('two tiles in one transform have the power spectra of the definition', () => {
  const a = Float64Array.from({ length: N * N }, (_, i) => ((i * 7919) % 101) / 50 - 1)
  const b = Float64Array.from({ length: N * N }, (_, i) => ((i * 104729) % 97) / 48 - 1)
  const [powerA, powerB] = powerSpectraOfPair(a.slice(), b.slice(), N)
  for (const [fx, fy] of [
    [0, 0],
    [1, 0],
    [0, 5],
    [16, 16],
    [7, 30],
    [16, 3],
  ] as const) {
    const at = fy * (N / 2 + 1) + fx
    expect(powerA[at]! / slowPower(a, fx, fy)).toBeCloseTo(1, 4)
    expect(powerB[at]! / slowPower(b, fx, fy)).toBeCloseTo(1, 4)
  }
})
