import type { Evidence } from '../evidence.ts'
import type { LocatedCard, Point } from '../card/located-card.ts'
import { applyHomography } from '../ops/homography.ts'
import {
  spectrumFloor,
  spreadFrames,
  whitenedSpectra,
  type FrameTile,
  type TileSpectrum,
} from './frame-spectrum.ts'
import { oncePerEvidence } from './once-per-evidence.ts'
import { TILE_PX } from './spectral-tiles.ts'

/** Middles of the upper and lower half of the holder's photo, card coordinates (ktp-domain §3.8: 0.69–0.90 × 0.22–0.63). */
const PHOTO_PLACES: readonly Point[] = [
  { x: 0.795, y: 0.33 },
  { x: 0.795, y: 0.51 },
]

/** Spectrum of a tile of the photo. */
export interface PhotoSpectrum extends TileSpectrum {
  readonly card: LocatedCard
}

/** Spectra of the holder's photo at the frames' own resolution, in up to three frames. */
export const photoSpectra: (evidence: Evidence) => readonly PhotoSpectrum[] = oncePerEvidence((evidence) => {
  const places: { readonly card: LocatedCard; readonly at: Point }[] = []
  const tiles: FrameTile[] = []
  for (const index of spreadFrames(evidence)) {
    const image = evidence.frames[index]?.image
    const card = evidence.cards[index]
    if (!image || !card) continue
    for (const at of PHOTO_PLACES) {
      const middle = applyHomography(card.cardToFrame, at.x, at.y)
      const x = Math.round(middle.x - TILE_PX / 2)
      const y = Math.round(middle.y - TILE_PX / 2)
      if (!(x >= 0 && y >= 0 && x + TILE_PX <= image.width && y + TILE_PX <= image.height)) continue
      places.push({ card, at })
      tiles.push({ image, place: { x, y } })
    }
  }
  return whitenedSpectra(tiles).map((whitened, i) => ({
    ...places[i]!,
    whitened,
    floor: spectrumFloor(whitened),
  }))
})
