/** Entries of the mantissa's table: the logarithm is then right to 1 in 8,000. */
const MANTISSA_BITS = 12
const MANTISSAS = Float32Array.from({ length: 1 << MANTISSA_BITS }, (_, i) =>
  Math.log(1 + (i + 0.5) / (1 << MANTISSA_BITS)),
)
/** Of a single-precision number (IEEE 754): bits of its mantissa, and its exponent's bias. */
const FLOAT_MANTISSA_BITS = 23
const EXPONENT_BIAS = 127
/** Added before the logarithm, so that there is none of nothing. */
const OFFSET = 1e-6

/**
 * Puts their natural logarithms in place of values ≥ 0, from their bits and a table: several times faster than `Math.log`, and 10⁻⁴ exact,
 * where spectra vary by ones.
 */
export function takeLogarithms(values: Float32Array): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length)
  for (let i = 0; i < values.length; i++) {
    values[i] = values[i]! + OFFSET
    const exponent = (bits[i]! >> FLOAT_MANTISSA_BITS) - EXPONENT_BIAS
    const mantissa = (bits[i]! >> (FLOAT_MANTISSA_BITS - MANTISSA_BITS)) & ((1 << MANTISSA_BITS) - 1)
    values[i] = exponent * Math.LN2 + MANTISSAS[mantissa]!
  }
}
