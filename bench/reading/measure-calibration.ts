import type { EngineScore } from './score-reading.ts'

/** Edges of confidence bins, finer towards certainty, where decisions are made. */
const EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1] as const
/** Confidences at which a reader may be asked to keep silent. */
const THRESHOLDS = [0, 0.5, 0.8, 0.9, 0.95, 0.99] as const

export interface Calibration {
  /** One entry a bin that holds fields: mean confidence, share right, count. */
  readonly bins: readonly { readonly confidence: number; readonly right: number; readonly n: number }[]
  /** Expected calibration error: mean distance of confidence and share right, weighted by the bins' counts. */
  readonly ece: number
  /** What is left and how much of it is right when only fields of at least this confidence are given. */
  readonly selective: readonly {
    readonly atLeast: number
    readonly given: number
    readonly right: number
  }[]
}

/** How far an engine's confidences can be believed, over all fields that it gave. */
export function measureCalibration({ given, fields }: EngineScore): Calibration {
  const asked = Object.values(fields).reduce((sum, count) => sum + count.n, 0)
  const bins = EDGES.slice(0, -1).flatMap((from, i) => {
    const to = EDGES[i + 1]!
    const inside = given.filter(({ confidence }) => confidence >= from && (confidence < to || to === 1))
    if (inside.length === 0) return []
    const n = inside.length
    return [
      {
        confidence: inside.reduce((sum, { confidence }) => sum + confidence, 0) / n,
        right: inside.filter(({ right }) => right).length / n,
        n,
      },
    ]
  })
  const ece = bins.reduce((sum, bin) => sum + bin.n * Math.abs(bin.confidence - bin.right), 0) / given.length
  const selective = THRESHOLDS.map((atLeast) => {
    const kept = given.filter(({ confidence }) => confidence >= atLeast)
    return {
      atLeast,
      given: kept.length / asked,
      right: kept.filter(({ right }) => right).length / kept.length,
    }
  })
  return { bins, ece, selective }
}
