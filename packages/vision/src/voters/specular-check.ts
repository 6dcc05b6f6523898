import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { LIGHT_COLUMNS, LIGHT_ROWS } from '../signal/card-light.ts'
import { cardAlbedo } from '../signal/card-albedo.ts'
import { ramp } from '../signal/order-statistics.ts'
import { cardAnswer } from './flash-answer.ts'
import { flashUnevenness } from './flash-mirror.ts'

const FRAMES_MIN = 3
/** ln brightness of a cell above its own other frames that a gloss lobe adds. */
const HIGHLIGHT_LN = 0.22
/** A cell clipped to this share is part of a highlight when it is not in other frames. */
const CLIPPED_SHARE = 0.5
/** Highlights of a lamp or of the screen in a glossy card cover this much of it (pad.md §3.4), in cells of 1/360. */
const BLOB_CELLS_MIN = 2
const BLOB_CELLS_MAX = 40
/** A blob's centre that moves by this many cells against the card between frames is a reflection, not print. */
const MOVE_CELLS = 1

/** The flash must be seen this surely and strongly (over ambient) before its evenness says anything. */
const P_MAX = 0.05
const MODULATION_MIN = 0.2
/**
 * `flashUnevenness` of paper and of mirrors, from the simulated fitting splits (every vote carries it): most matte prints lie below
 * 0.05, and of plastic cards only some that are tilted so far that they mirror nothing.
 */
const EVEN_CERTAIN = 0.035
const EVEN_UNLIKELY = 0.07
const MIRROR_LEAST = 0.11

interface Blob {
  readonly cells: number
  readonly u: number
  readonly v: number
}

/** The largest four-connected group of lit cells. */
function largestBlob(isLit: (i: number) => boolean): Blob | null {
  const seen = new Uint8Array(LIGHT_COLUMNS * LIGHT_ROWS)
  let best: Blob | null = null
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !isLit(start)) continue
    seen[start] = 1
    const queue = [start]
    let [sumU, sumV] = [0, 0]
    for (let head = 0; head < queue.length; head++) {
      const i = queue[head]!
      const column = i % LIGHT_COLUMNS
      const row = Math.floor(i / LIGHT_COLUMNS)
      sumU += column
      sumV += row
      const neighbours = [
        ...(column > 0 ? [i - 1] : []),
        ...(column + 1 < LIGHT_COLUMNS ? [i + 1] : []),
        ...(row > 0 ? [i - LIGHT_COLUMNS] : []),
        ...(row + 1 < LIGHT_ROWS ? [i + LIGHT_COLUMNS] : []),
      ]
      for (const next of neighbours) {
        if (seen[next] || !isLit(next)) continue
        seen[next] = 1
        queue.push(next)
      }
    }
    if (!best || queue.length > best.cells)
      best = { cells: queue.length, u: sumU / queue.length, v: sumV / queue.length }
  }
  return best
}

/** Cells of one frame that are brighter than their own other frames, and the largest group of them. */
interface Highlight {
  readonly frame: number
  readonly isLit: (cell: number) => boolean
  readonly blob: Blob | null
}

/** Frame by frame; empty when none shows the card well enough. */
export function highlights(evidence: Evidence): readonly Highlight[] {
  const albedo = cardAlbedo(evidence)
  if (!albedo) return []
  const clippedEverywhere = (i: number): boolean =>
    albedo.frames.every((frame) => frame.clipped[i]! >= CLIPPED_SHARE)
  return albedo.frames.map((frame) => {
    const isLit = (i: number): boolean =>
      frame.brightness[i]! > HIGHLIGHT_LN || (frame.clipped[i]! >= CLIPPED_SHARE && !clippedEverywhere(i))
    return { frame: frame.frame, isLit, blob: largestBlob(isLit) }
  })
}

export const isCompact = (blob: Blob | null): blob is Blob =>
  blob !== null && blob.cells >= BLOB_CELLS_MIN && blob.cells <= BLOB_CELLS_MAX

function vote(evidence: Evidence): Vote {
  const found = highlights(evidence)
  if (found.length < FRAMES_MIN) {
    return {
      kind: 'abstained',
      reason: 'Fewer than three frames show the card well enough to follow a highlight.',
    }
  }
  const blobs = found.map(({ blob }) => blob)
  const compact = blobs.filter(isCompact)
  const largest = Math.max(0, ...blobs.map((blob) => blob?.cells ?? 0))
  const measured: VoteEvidence = {
    frames: found.length,
    framesWithHighlight: compact.length,
    largestHighlightCells: largest,
  }
  const moves = compact.some((a) => compact.some((b) => Math.hypot(a.u - b.u, a.v - b.v) >= MOVE_CELLS))
  const comesAndGoes = compact.length > 0 && compact.length < found.length
  if (moves || comesAndGoes) {
    return {
      kind: 'scored',
      suspicion: 0.2,
      reason: 'A compact highlight comes, goes or moves over the card, as on a glossy surface.',
      evidence: measured,
    }
  }
  return judgeMirror(evidence, measured)
}

/** Where no lamp shows in the card, the screen itself may: the flash is a lamp whose colours are known. */
function judgeMirror(evidence: Evidence, seen: VoteEvidence): Vote {
  const answer = cardAnswer(evidence)
  const shows = typeof answer !== 'string' && answer.p <= P_MAX && answer.modulation >= MODULATION_MIN
  const unevenness = shows ? flashUnevenness(evidence, answer) : null
  if (unevenness === null) {
    return {
      kind: 'abstained',
      reason:
        'No moving highlight was seen: matte paper shows none, and a card held away from the mirror angle neither.',
      evidence: seen,
    }
  }
  const measured: VoteEvidence = { ...seen, flashUnevenness: Number(unevenness.toFixed(4)) }
  if (unevenness >= MIRROR_LEAST) {
    return {
      kind: 'scored',
      suspicion: 0.2,
      reason: 'Part of the card mirrors the flashing screen, as a glossy surface does.',
      evidence: measured,
    }
  }
  if (unevenness < EVEN_UNLIKELY) {
    return {
      kind: 'scored',
      suspicion: 0.2 + 0.6 * ramp(unevenness, EVEN_UNLIKELY, EVEN_CERTAIN),
      reason: 'The flash lights the card evenly and no part of it mirrors the screen, as on matte paper.',
      evidence: measured,
    }
  }
  return {
    kind: 'abstained',
    reason: 'Whether the card mirrors the flashing screen cannot be told.',
    evidence: measured,
  }
}

/** Gloss: does a highlight move over the surface, or the screen show in it? After pad.md §3.4. */
export const specularCheck: Voter<Evidence> = {
  id: 'specular_check',
  family: 'antiSpoof',
  measures:
    'A glossy card mirrors lamps in compact highlights that move against its print, and the flashing screen with an edge; matte paper does neither.',
  blindTo: 'Glossy or laminated copies and the glass of a display, which are glossy too.',
  needs: ['three frames with the card', 'movement between them, or a flash that shows clearly'],
  vote,
}
