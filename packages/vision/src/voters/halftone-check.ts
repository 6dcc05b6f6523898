import type { Vote, Voter } from '@kartu/core'
import type { Evidence } from '../evidence.ts'
import { ramp } from '../signal/order-statistics.ts'
import { photoSpectra } from '../signal/photo-spectra.ts'
import { searchHalftone } from './halftone-search.ts'

/** Two frames of two tiles: fewer leave chance too much room among a thousand rulings and turns. */
const SPECTRA_MIN = 4
/** A file below this quality, or a card below this width, has lost the detail that dots need. */
const JPEG_QUALITY_MIN = 75
const CARD_WIDTH_MIN_PX = 450
/** Mean ln power over the ring where the best ruling folds to. Simulated cards reach 1.6 by chance, prints 2.2 and more wherever a camera resolves them. */
const EXCESS_CHANCE = 1.7
const EXCESS_SCREEN = 2.1

function vote(evidence: Evidence): Vote {
  const isCoarse = evidence.frames.every(
    ({ index, encoding }) =>
      (encoding.jpegQuality ?? 100) < JPEG_QUALITY_MIN ||
      (evidence.cards[index]?.widthPx ?? 0) < CARD_WIDTH_MIN_PX,
  )
  if (isCoarse)
    return { kind: 'abstained', reason: 'The frames are too coarse to carry the dots of a print.' }
  const spectra = photoSpectra(evidence)
  const match = spectra.length < SPECTRA_MIN ? null : searchHalftone(spectra)
  if (!match) return { kind: 'abstained', reason: 'Fewer than two frames show the whole photo.' }
  const suspicion = 0.15 + 0.8 * ramp(match.excess, EXCESS_CHANCE, EXCESS_SCREEN)
  return {
    kind: 'scored',
    suspicion,
    reason:
      suspicion > 0.5
        ? 'The photo is made of rows of dots at the angles of printing inks, as a laser or offset copy is.'
        : 'No rows of dots show in the photo; an inkjet leaves none, and a soft lens hides them.',
    evidence: {
      screenExcess: Number(match.excess.toFixed(3)),
      linesPerInch: Math.round(match.linesPerInch),
      turnDegrees: Number(match.turnDegrees.toFixed(1)),
      spectra: spectra.length,
    },
  }
}

/**
 * Is the holder's photo a halftone? Cards are personalised with dye ribbons, in continuous tone (pad.md §3.3). Only the photo is
 * asked: the blank it is printed on may come from an offset press.
 */
export const halftoneCheck: Voter<Evidence> = {
  id: 'halftone_check',
  family: 'antiSpoof',
  measures:
    'A laser or offset copy builds the photo of rows of dots at fixed angles; a card’s photo is dye in continuous tone.',
  blindTo: 'Inkjet and dye copies, which have no rows of dots, and cameras too soft to resolve them.',
  needs: [
    'two frames with the photo in full view',
    'the card at least 450 px wide, at JPEG quality 75 or better',
  ],
  vote,
}
