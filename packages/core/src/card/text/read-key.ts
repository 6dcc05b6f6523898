import type { RawLine } from '../raw-row.ts'
import { spellingKey } from './line.ts'

/** A read line's `spellingKey`, with what the reader thought each of its characters may be instead. */
export interface ReadKey {
  readonly key: string
  /** One a character of `key`. */
  readonly doubts: readonly CharDoubt[]
}

interface CharDoubt {
  /** 0–1 by the other characters that may stand there. */
  readonly instead: ReadonlyMap<string, number>
  /** 0–1: what no listed character has of it; above all that nothing stands there, or one more beside it. */
  readonly miscounted: number
}

const NO_DOUBT: CharDoubt = { instead: new Map(), miscounted: 0 }

/** Doubt rarer than this makes an edit no cheaper. */
const RAREST = 0.001
/** An edit that the reader itself found likely still costs this much of one that it didn't think of. */
const CHEAPEST_EDIT = 0.1
/** One doubtful place is one character lost or invented, not a word: such edits never get cheap enough to fill one in. */
const CHEAPEST_MISCOUNT = 0.5

export function readKey(line: RawLine): ReadKey {
  let key = ''
  const doubts: CharDoubt[] = []
  for (let i = 0; i < line.text.length; i++) {
    const char = spellingKey(line.text.charAt(i))
    if (char.length !== 1) continue
    key += char
    doubts.push(doubtAt(line, i))
  }
  return { key, doubts }
}

function doubtAt(line: RawLine, index: number): CharDoubt {
  const alternatives = line.alternatives?.[index]
  if (alternatives === undefined) return NO_DOUBT
  const total = alternatives.reduce((sum, { p }) => sum + p, 0)
  return {
    instead: new Map(alternatives.map(({ char, p }) => [spellingKey(char), p])),
    miscounted: Math.max(0, 1 - total),
  }
}

/** 1 for an edit that the reader saw no reason for, less the likelier it found it, on a logarithmic scale. */
function costOf(p: number): number {
  if (p <= RAREST) return 1
  return Math.max(CHEAPEST_EDIT, Math.log(p) / Math.log(RAREST))
}

/**
 * Levenshtein distance from a read key to a spelling, each edit costing 0.1 to 1 by how likely the reader found it; `limit + 1` as
 * soon as it must exceed `limit`.
 */
export function readingDistance({ key, doubts }: ReadKey, spelling: string, limit: number): number {
  if (Math.abs(key.length - spelling.length) * CHEAPEST_MISCOUNT > limit) return limit + 1
  let previous = [0]
  // A character before the first one read is nobody's doubt.
  for (let j = 1; j <= spelling.length; j++) previous.push(j)
  for (let i = 1; i <= key.length; i++) {
    const { instead, miscounted } = doubts[i - 1] ?? NO_DOUBT
    const miscount = Math.max(CHEAPEST_MISCOUNT, costOf(miscounted))
    const current = [previous[0]! + miscount]
    let rowBest = current[0]!
    for (let j = 1; j <= spelling.length; j++) {
      const wanted = spelling.charAt(j - 1)
      const exchange = key.charAt(i - 1) === wanted ? 0 : costOf(instead.get(wanted) ?? 0)
      const cost = Math.min(previous[j - 1]! + exchange, previous[j]! + miscount, current[j - 1]! + miscount)
      current.push(cost)
      if (cost < rowBest) rowBest = cost
    }
    if (rowBest > limit) return limit + 1
    previous = current
  }
  return Math.min(previous[spelling.length]!, limit + 1)
}
