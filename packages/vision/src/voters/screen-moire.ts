import type { Vote, VoteEvidence, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { frameSpectra, type FrameSpectrum, type PlacedSpectrum } from '../signal/frame-spectrum.ts'
import {
  folded,
  toCardFrequency,
  toFrameFrequency,
  type FrequencyVector,
} from '../signal/frequency-vector.ts'
import { ramp } from '../signal/order-statistics.ts'
import { binsApart, excessAt, findPeaks, type SpectralPeak } from './moire-peaks.ts'

/** ln power over the frame's own noise floor at which a peak is no accident (12 tiles of noise stay below about 0.8). */
export const PEAK_MIN = 1.3
const PEAK_STRONG = 2.2
/** A peak that prints keeps its place in card coordinates: there the other frame shows at least this share of it. */
const KEPT_SHARE = 0.5
/** Bins a print peak may stray when the card is slightly bent or found imprecisely. */
const SLACK_BINS = 2
/** Peaks followed per frame. */
export const PEAKS = 3
/** A file below this quality, or a card below this width, has lost the detail that a lattice needs. */
const JPEG_QUALITY_MIN = 75
const CARD_WIDTH_MIN_PX = 450

/** One tile may be a chance; it counts for no more than this. */
const EXCESS_MAX = 2.5
/**
 * What print keeps at its places on the card, all peaks and frames together; a display's moiré moves over the card and keeps less. Fine
 * lines of a ground fold too, and those of a few simulated cards kept no more than 0.7.
 */
const PRINT_KEEPS = 0.8
const LATTICE_KEEPS = 0.6
/** One peak that seems to move in both other frames may be two lines of a ground that fold alike. */
const WANDERING_MIN = 3
/** A ground behind the card may repeat as the card's own lines do, by chance. */
const SHARED_MIN = 3
/** Rows of text, on the card and on papers around it, repeat more slowly than this, cycles per pixel. */
const SHARED_RADIUS_MIN = 0.12

/** What one peak does between two frames. */
type Behaviour = 'print' | 'wandering' | 'undecided'

/** How strongly a peak of one frame shows in its own tiles and, were it print, in the tiles of another; sums over the places of both. */
interface Persistence {
  readonly own: number
  readonly kept: number
}

function persistence(
  peak: SpectralPeak,
  from: FrameSpectrum,
  to: FrameSpectrum,
  evidence: Evidence,
): Persistence {
  const [fromCard, toCard] = [evidence.cards[from.frame], evidence.cards[to.frame]]
  const sums = { own: 0, kept: 0 }
  if (!fromCard || !toCard) return sums
  for (const tile of from.tiles) {
    const other = to.tiles.find(({ place }) => place === tile.place)
    if (!other) continue
    const own = excessInTile(tile, peak.at)
    if (own < PEAK_MIN) continue
    const atCard = toCardFrequency(peak.at, fromCard, tile.at)
    sums.own += own
    sums.kept += excessInTile(other, folded(toFrameFrequency(atCard, toCard, other.at)))
  }
  return sums
}

const excessInTile = ({ whitened, floor }: PlacedSpectrum, at: FrequencyVector): number =>
  Math.min(EXCESS_MAX, excessAt({ excess: whitened, floor }, at, SLACK_BINS))

function follow(
  peak: SpectralPeak,
  { own, kept }: Persistence,
  from: FrameSpectrum,
  to: FrameSpectrum,
  evidence: Evidence,
): Behaviour {
  const [fromCard, toCard] = [evidence.cards[from.frame], evidence.cards[to.frame]]
  if (!fromCard || !toCard) return 'undecided'
  if (own === 0) return 'undecided'
  const expected = folded(toFrameFrequency(toCardFrequency(peak.at, fromCard), toCard))
  // A frame that moved too little puts print and lattice at the same bins.
  if (kept >= KEPT_SHARE * own) return binsApart(expected, peak.at) > 2 * SLACK_BINS ? 'print' : 'undecided'
  const others = findPeaks(to.card, toCard, PEAKS, PEAK_MIN, evidence.frames[to.frame]!.encoding)
  return others.some((other) => binsApart(other.at, expected) > SLACK_BINS) ? 'wandering' : 'undecided'
}

function vote(evidence: Evidence): Vote {
  const spectra = frameSpectra(evidence)
  if (spectra.length === 0)
    return { kind: 'abstained', reason: 'No frame shows enough of the card at full resolution.' }
  const coarse = spectra.every(({ frame }) => {
    const quality = evidence.frames[frame]?.encoding.jpegQuality ?? 100
    return quality < JPEG_QUALITY_MIN || (evidence.cards[frame]?.widthPx ?? 0) < CARD_WIDTH_MIN_PX
  })

  let strongest = 0
  let wandering = 0
  let print = 0
  let shared = 0
  let ownSum = 0
  let keptSum = 0
  const radii: number[] = []
  for (const spectrum of spectra) {
    const card = evidence.cards[spectrum.frame]
    if (!card) continue
    const { encoding } = evidence.frames[spectrum.frame]!
    for (const peak of findPeaks(spectrum.card, card, PEAKS, PEAK_MIN, encoding)) {
      strongest = Math.max(strongest, peak.excess)
      radii.push(Number(Math.hypot(peak.at.x, peak.at.y).toFixed(4)))
      if (
        spectrum.beside &&
        Math.hypot(peak.at.x, peak.at.y) >= SHARED_RADIUS_MIN &&
        excessAt(spectrum.beside, peak.at, 1) >= Math.max(PEAK_MIN, KEPT_SHARE * peak.excess)
      )
        shared++
      for (const other of spectra) {
        if (other === spectrum) continue
        const persisting = persistence(peak, spectrum, other, evidence)
        ownSum += persisting.own
        keptSum += persisting.kept
        const behaviour = follow(peak, persisting, spectrum, other, evidence)
        if (behaviour === 'wandering') wandering++
        if (behaviour === 'print') print++
      }
    }
  }
  const kept = ownSum > 0 ? keptSum / ownSum : 1
  const measured: VoteEvidence = {
    strongestExcess: Number(strongest.toFixed(3)),
    peakRadii: radii,
    wandering,
    print,
    sharedWithSurroundings: shared,
    kept: Number(kept.toFixed(3)),
    framesUsed: spectra.length,
  }
  if (strongest < PEAK_MIN) {
    return coarse
      ? {
          kind: 'abstained',
          reason: 'The frames are too coarse to carry a display lattice, so its absence says nothing.',
          evidence: measured,
        }
      : {
          kind: 'scored',
          suspicion: 0.15,
          reason: 'No lattice shows in the card; a dense display may leave none.',
          evidence: measured,
        }
  }
  const strength = ramp(strongest, PEAK_MIN, PEAK_STRONG)
  const isFixed = kept >= PRINT_KEEPS
  const isShared = shared >= SHARED_MIN
  if (isShared || (!isFixed && shared + wandering >= WANDERING_MIN)) {
    return {
      kind: 'scored',
      suspicion: 0.5 + 0.5 * Math.min(strength, isShared ? 1 : ramp(kept, PRINT_KEEPS, LATTICE_KEEPS)),
      reason: isShared
        ? 'The same lattice crosses the card and its surroundings, as on a display.'
        : 'A lattice wanders over the card between frames, as the moiré of a display does.',
      evidence: measured,
    }
  }
  if (print > 0 && isFixed) {
    return {
      kind: 'scored',
      suspicion: 0.2,
      reason: 'The regular pattern stays fixed to the card, as print does.',
      evidence: measured,
    }
  }
  return {
    kind: 'scored',
    suspicion: 0.25 + 0.2 * strength,
    reason: 'A regular pattern shows, and the frames moved too little to tell print from a display.',
    evidence: measured,
  }
}

/** Does a display's pixel lattice fold into the frames? After pad.md §2.5. */
export const screenMoire: Voter<Evidence> = {
  id: 'screen_moire',
  family: 'antiSpoof',
  measures:
    'A display lattice folds into spectral peaks that move over the card between frames or run on beyond it; print keeps its place.',
  blindTo: 'Dense displays, defocus and strong compression, which leave no peak.',
  needs: ['one frame with the card at least 450 px wide'],
  vote,
}
