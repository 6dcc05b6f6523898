import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { cardAlbedo } from '../signal/card-albedo.ts'
import { quantile, ramp } from '../signal/order-statistics.ts'

/** Cells whose colour is known that the judgement needs: a third of the card. */
const CELLS_MIN = 120
/**
 * How far the most coloured twentieth of a card's cells lies from its median colour, ln units. Portrait and tinted print
 * spread beyond 0.3; a grey copy keeps one colour whatever light falls on it, since no light adds a hue to one place only.
 */
export const COLORED_QUANTILE = 0.95
export const SPREAD_GREY = 0.05
export const SPREAD_COLORED = 0.14

function vote(evidence: Evidence): Vote {
  const albedo = cardAlbedo(evidence)
  if (!albedo)
    return { kind: 'abstained', reason: 'No frame shows the card well enough exposed to judge its colours.' }
  const distances: number[] = []
  let [xx, xy, yy] = [0, 0, 0]
  albedo.redGreen.forEach((x, i) => {
    const y = albedo.blueGreen[i]!
    if (!Number.isFinite(x) || !Number.isFinite(y)) return
    distances.push(Math.hypot(x, y))
    xx += x * x
    xy += x * y
    yy += y * y
  })
  if (distances.length < CELLS_MIN)
    return {
      kind: 'abstained',
      reason: 'Too little of the card is well enough exposed to judge its colours.',
    }
  const spread = quantile(distances, COLORED_QUANTILE)
  const n = distances.length
  const half = (xx + yy) / 2
  const root = Math.sqrt(Math.max(0, half * half - (xx * yy - xy * xy)))
  const suspicion = 0.05 + 0.95 * ramp(spread, SPREAD_COLORED, SPREAD_GREY)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'The print has one hue all over, as a grey copy has.'
        : 'Portrait and print differ in hue as on a coloured card.',
    evidence: {
      colorSpread: Number(spread.toFixed(4)),
      firstSigma: Number(Math.sqrt((half + root) / n).toFixed(4)),
      secondSigma: Number(Math.sqrt(Math.max(0, half - root) / n).toFixed(4)),
      cells: n,
    },
  }
}

/** Is the print coloured at all? A white-balance-proof test for grey copies (pad.md §3.2). */
export const copyCheck: Voter<Evidence> = {
  id: 'copy_check',
  family: 'antiSpoof',
  measures:
    'Hues differ from place to place on a card; on a grey copy they do not, under light of any colour.',
  blindTo: 'Colour copies: their hues are the card’s; `halftone_check` looks for how they were printed.',
  needs: ['one frame with the card well exposed'],
  vote,
}
