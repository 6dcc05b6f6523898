import type { Evidence } from '../evidence.ts'
import { oncePerEvidence } from './once-per-evidence.ts'

/** `oncePerEvidence` for what is computed of one frame at a time, and only of frames that somebody asks for. */
export function oncePerFrame<T>(
  compute: (evidence: Evidence, frame: number) => T,
): (evidence: Evidence, frame: number) => T {
  const resultsOf = oncePerEvidence(() => new Map<number, { readonly value: T }>())
  return (evidence, frame) => {
    const results = resultsOf(evidence)
    const known = results.get(frame)
    if (known) return known.value
    const value = compute(evidence, frame)
    results.set(frame, { value })
    return value
  }
}
