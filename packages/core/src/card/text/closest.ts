import { readingDistance, type ReadKey } from './read-key.ts'

export interface Keyed<T> {
  /** A `spellingKey`. */
  readonly key: string
  readonly item: T
}

export interface Closest<T> {
  readonly item: T
  readonly key: string
  /** See `readingDistance`: 0 for the same spelling. */
  readonly distance: number
}

/** A rival so little further away is one that the reader itself found nearly as likely. */
const RIVAL_MARGIN = 0.35

/**
 * The entry nearest to what was read, at most `share` of its length away. Null when none is near enough or when another that
 * differs (by `identity`) is as near or hardly further: a reading is never guessed.
 */
export function closest<T>(
  read: ReadKey,
  entries: readonly Keyed<T>[],
  share: number,
  identity: (item: T) => unknown,
): Closest<T> | null {
  let best: Closest<T> | null = null
  let rival = Infinity
  for (const entry of entries) {
    const allowed = Math.floor(Math.max(read.key.length, entry.key.length) * share)
    const limit = best === null ? allowed : Math.min(allowed, best.distance + RIVAL_MARGIN)
    const distance = readingDistance(read, entry.key, limit)
    if (distance > limit) continue
    const differs = best !== null && identity(best.item) !== identity(entry.item)
    if (best === null || distance < best.distance) {
      if (differs) rival = best?.distance ?? Infinity
      best = { item: entry.item, key: entry.key, distance }
    } else if (differs) rival = Math.min(rival, distance)
  }
  return best === null || rival < best.distance + RIVAL_MARGIN ? null : best
}
