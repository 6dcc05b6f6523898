import type { Evidence } from '../evidence.ts'

/**
 * Wraps a pure computation over evidence so that voters which share its result compute it once. The cache hangs on the
 * evidence object itself and goes when it goes.
 */
export function oncePerEvidence<T>(compute: (evidence: Evidence) => T): (evidence: Evidence) => T {
  const results = new WeakMap<Evidence, { readonly value: T }>()
  return (evidence) => {
    const known = results.get(evidence)
    if (known) return known.value
    const value = compute(evidence)
    results.set(evidence, { value })
    return value
  }
}
