import { editDistance } from './edit-distance.ts'

export interface Keyed<T> {
  /** A `spellingKey`. */
  readonly key: string
  readonly item: T
}

export interface Closest<T> {
  readonly item: T
  readonly key: string
  readonly distance: number
}

/**
 * The entry nearest to `key`, at most `share` of its length away. Null when none is near enough or when two entries that
 * differ (by `identity`) are equally near: a reading is never guessed.
 */
export function closest<T>(
  key: string,
  entries: readonly Keyed<T>[],
  share: number,
  identity: (item: T) => unknown,
): Closest<T> | null {
  let best: Closest<T> | null = null
  let tied = false
  for (const entry of entries) {
    const allowed = Math.floor(Math.max(key.length, entry.key.length) * share)
    const limit = best === null ? allowed : Math.min(allowed, best.distance)
    const distance = editDistance(key, entry.key, limit)
    if (distance > limit) continue
    if (best !== null && distance === best.distance) {
      tied ||= identity(best.item) !== identity(entry.item)
      continue
    }
    best = { item: entry.item, key: entry.key, distance }
    tied = false
  }
  return tied ? null : best
}
