import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardAlbedo } from '../signal/card-albedo.ts'
import { ramp } from '../signal/order-statistics.ts'

/** A hue that wanders needs this many views. */
const FRAMES_MIN = 3
/** Change of a cell's ln chromaticity against the whole card that print and even light do not make. */
const HUE_SHIFT_LN = 0.3
/** Brightening that marks a highlight, whose colour is the lamp's. */
const HIGHLIGHT_LN = 0.2
/** pad.md §3.5: a hue that shifts over more of the card than this is an artefact of light or display. */
const AREA_SUSPICIOUS = 0.15
const AREA_CERTAIN = 0.6

function vote(evidence: Evidence): Vote {
  const albedo = cardAlbedo(evidence)
  if (!albedo || albedo.frames.length < FRAMES_MIN) {
    return {
      kind: 'abstained',
      reason: 'Fewer than three frames show the card well enough to follow its hues.',
    }
  }
  let shifting = 0
  let known = 0
  albedo.redGreen.forEach((_, i) => {
    let seen = 0
    let shifted = 0
    for (const frame of albedo.frames) {
      const x = frame.redGreen[i]!
      const y = frame.blueGreen[i]!
      if (!Number.isFinite(x) || !Number.isFinite(y) || frame.brightness[i]! > HIGHLIGHT_LN) continue
      seen++
      if (Math.hypot(x, y) > HUE_SHIFT_LN) shifted++
    }
    if (seen < FRAMES_MIN) return
    known++
    if (shifted > 0) shifting++
  })
  const area = known > 0 ? shifting / known : 0
  const measured = { hueShiftingArea: Number(area.toFixed(4)), cells: known, frames: albedo.frames.length }
  if (area > AREA_SUSPICIOUS && evidence.challenge) {
    return {
      kind: 'abstained',
      reason: 'Hues shift over a large part of the card, and the flash of the challenge may be the cause.',
      evidence: measured,
    }
  }
  if (area > AREA_SUSPICIOUS) {
    return {
      kind: 'scored',
      suspicion: 0.4 + 0.6 * ramp(area, AREA_SUSPICIOUS, AREA_CERTAIN),
      reason:
        'Hues shift over a large part of the card: coloured light from elsewhere or a display, not print.',
      evidence: measured,
    }
  }
  return {
    kind: 'abstained',
    reason:
      'No official source confirms a hologram on the KTP, so neither its presence nor its absence proves anything.',
    evidence: measured,
  }
}

/** Hue-shifting areas, used in reverse (pad.md §3.5, ktp-domain: no confirmed hologram). */
export const hologramCheck: Voter<Evidence> = {
  id: 'hologram_check',
  family: 'tamper',
  measures:
    'Print keeps its hue from view to view; a large area whose hue wanders is an artefact of a display or of light.',
  blindTo: 'A real or imitated hologram: no feature of the KTP is confirmed that it could be compared with.',
  needs: ['three frames with the card well exposed', 'no flash that shifts hues itself'],
  vote,
}
