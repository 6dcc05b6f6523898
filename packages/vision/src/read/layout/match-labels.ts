import { editDistance } from '@kartu/core'
import { LABEL_SLOTS, type LabelPlace, type LabelSlot } from './label-slots.ts'

/** A band of ink in the label column with what it says. */
export interface LabelBand extends LabelPlace {
  /** What was read there, in capitals; what follows a colon is not the label's. */
  readonly text: string
}

/** A text of which every character is wrong costs this much; half of them wrong about as much as leaving the slot out. */
const TEXT_COST = 2
/** A text of which more than this is wrong for every label says nothing of which it is. */
const LEGIBLE = 0.5
/** Places vary between prints and are only weak evidence beside the text: at most this each. */
const MOST_GEOMETRY_COST = 0.25
const WIDTH_TOLERANCE = 0.08
const START_TOLERANCE = 0.06
/** Rows may be pushed down by wrapped lines, hardly up. */
const UP_TOLERANCE = 0.05
const DOWN_TOLERANCE = 0.2
const SKIP_COST = 0.9
/** Two labels that leave no room for the rows between them. */
const NO_ROOM_COST = 0.8
/** Rows stand at least this far apart, 0–1 of the card's height; usually 0.0435. */
const LEAST_PITCH = 0.036

/** One label taken for one slot, and the match above it. */
interface Match {
  readonly band: number
  readonly slot: number
  /** Of this match, those above it, and everything above it that was left out. */
  readonly cost: number
  readonly above: Match | null
}

/**
 * Assigns ink bands of the label column, top to bottom, to the known labels by what they say: which row a line belongs to is then
 * known however many wrapped lines pushed it down, and whatever the print's face and indents are. Returns one entry a slot of
 * `LABEL_SLOTS`: the index of its band, or −1 where the label was not seen.
 */
export function matchLabels(bands: readonly LabelBand[]): readonly number[] {
  const misread = bands.map((band) => LABEL_SLOTS.map((slot) => wrongShare(band.text, slot)))
  const matches: Match[] = []
  let best: Match | null = null
  let leastCost = (bands.length + LABEL_SLOTS.length) * SKIP_COST
  for (const [band, { centreY }] of bands.entries()) {
    if (misread[band]!.every((share) => share > LEGIBLE)) continue
    for (const slot of LABEL_SLOTS.keys()) {
      let above: Match | null = null
      let costAbove = (band + slot) * SKIP_COST
      for (const match of matches) {
        if (match.band >= band || match.slot >= slot) continue
        // Wrapped lines push rows apart; only a print that leaves rows out brings them together.
        const room = centreY - bands[match.band]!.centreY
        const crowded = room < (slot - match.slot) * LEAST_PITCH ? NO_ROOM_COST : 0
        const cost = match.cost + (band - match.band + slot - match.slot - 2) * SKIP_COST + crowded
        if (cost < costAbove) {
          above = match
          costAbove = cost
        }
      }
      const match = { band, slot, cost: costAbove + mismatch(bands[band]!, slot, misread[band]!), above }
      matches.push(match)
      const left = bands.length + LABEL_SLOTS.length - 2 - band - slot
      if (match.cost + left * SKIP_COST < leastCost) {
        best = match
        leastCost = match.cost + left * SKIP_COST
      }
    }
  }
  const assigned = Array.from(LABEL_SLOTS, () => -1)
  for (let match = best; match !== null; match = match.above) {
    assigned[match.slot] = match.band
    if (match.above) fillBetween(assigned, match.above, match)
  }
  return assigned
}

/** Between two labels that could be read, as many bands as slots are these, one by one; fewer or more could be any of them. */
function fillBetween(assigned: number[], above: Match, below: Match): void {
  if (below.band - above.band !== below.slot - above.slot) return
  for (let k = 1; above.slot + k < below.slot; k++) assigned[above.slot + k] = above.band + k
}

/** Whether a text says what the label of a slot does, rather than anything else. */
export function saysLabel(text: string, slot: number): boolean {
  const wrong = LABEL_SLOTS.map((other) => wrongShare(text, other))
  return wrong[slot]! <= LEGIBLE && wrong.every((share) => share >= wrong[slot]!)
}

/** Share of a text that is wrong if a label stands there, 0–1. */
function wrongShare(text: string, { prints }: LabelSlot): number {
  const read = text.split(':')[0]!.trim()
  const shares = prints.map(
    (print) => editDistance(read, print, print.length) / Math.max(read.length, print.length),
  )
  return Math.min(1, ...shares)
}

function mismatch(band: LabelBand, slot: number, wrong: readonly number[]): number {
  const { x0, width, y } = LABEL_SLOTS[slot]!
  const down = band.centreY - y
  const places =
    geometry((band.x1 - band.x0 - width) / WIDTH_TOLERANCE) +
    geometry((band.x0 - x0) / START_TOLERANCE) +
    geometry(down < 0 ? down / UP_TOLERANCE : down / DOWN_TOLERANCE)
  return TEXT_COST * wrong[slot]! + places
}

const geometry = (deviation: number) => MOST_GEOMETRY_COST * Math.min(1, Math.abs(deviation))
