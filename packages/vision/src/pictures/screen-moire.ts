import type { Evidence } from '../evidence.ts'
import { frameSpectra, type FrameSpectrum } from '../signal/frame-spectrum.ts'
import {
  folded,
  toCardFrequency,
  toFrameFrequency,
  type FrequencyVector,
} from '../signal/frequency-vector.ts'
import { PEAKS, PEAK_MIN } from '../voters/screen-moire.ts'
import { findPeaks } from '../voters/moire-peaks.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { AMOUNT } from './palettes.ts'
import { drawScale, heading, type Box } from './raster.ts'
import { SPECTRUM_HIGH, drawSpectrum, markFrequency } from './spectrum.ts'
import { ALARM, finishPicture } from './svg-notation.ts'

const SIDE_PX = 224
const STEP_PX = 248
const MARGIN_PX = 16
const CARD_Y = 30
const BESIDE_Y = 290
const WHITE = '#ffffff'

const CAPTION = {
  en: 'Spatial frequencies of the card (above) and of what lies beside it (below, where enough is seen) in up to three frames; bright is more than noise gives. Red rings: regular patterns, their strength above. White dashed rings: where the first frame’s strongest pattern would lie in the other frames if it were printed on the card. A genuine card shows no ring, or rings that keep to the dashed ones; a display’s wander, or shine beside the card as well.',
  id: 'Frekuensi ruang kartu (atas) dan sekitarnya (bawah, bila cukup terlihat) pada paling banyak tiga bingkai; terang berarti lebih dari derau. Lingkaran merah: pola teratur, kekuatannya di atas. Lingkaran putih putus-putus: letak pola terkuat bingkai pertama pada bingkai lain seandainya pola itu tercetak pada kartu. Kartu asli tidak menunjukkan lingkaran, atau lingkarannya tetap pada yang putus-putus; pola layar berpindah, atau juga tampak di luar kartu.',
}

/** The first frame's strongest pattern as cycles over the card; null when it shows none. */
function firstPattern(evidence: Evidence, [first]: readonly FrameSpectrum[]): FrequencyVector | null {
  const card = first && evidence.cards[first.frame]
  const [peak] =
    first && card ? findPeaks(first.card, card, 1, PEAK_MIN, evidence.frames[first.frame]!.encoding) : []
  return peak && card ? toCardFrequency(peak.at, card) : null
}

/** Spectra with the peaks that were found. */
export function drawScreenMoire(evidence: Evidence): EvidencePicture | null {
  const spectra = frameSpectra(evidence)
  if (spectra.length === 0) return null
  const pattern = firstPattern(evidence, spectra)
  const parts = spectra.flatMap((spectrum, column) => {
    const { frame } = spectrum
    const card = evidence.cards[frame]
    if (!card) return []
    const x = MARGIN_PX + column * STEP_PX
    const onCard: Box = { x, y: CARD_Y, width: SIDE_PX, height: SIDE_PX }
    const peaks = findPeaks(spectrum.card, card, PEAKS, PEAK_MIN, evidence.frames[spectrum.frame]!.encoding)
    const rings = peaks.map(({ at }) => markFrequency(onCard, at, { color: ALARM, radius: 7 }))
    const strengths = peaks.map(({ excess }) => excess.toFixed(1)).join(', ')
    const printed =
      pattern && column > 0
        ? markFrequency(onCard, folded(toFrameFrequency(pattern, card)), {
            color: WHITE,
            radius: 11,
            isDashed: true,
          })
        : ''
    const beside: Box = { ...onCard, y: BESIDE_Y }
    const besideParts = spectrum.beside
      ? [
          heading(x, BESIDE_Y - 8, `#${frame + 1} beside`),
          drawSpectrum(beside, spectrum.beside.excess, spectrum.beside.floor),
          ...peaks.map(({ at }) => markFrequency(beside, at, { color: ALARM, radius: 7, isDashed: true })),
        ]
      : []
    return [
      heading(x, CARD_Y - 8, strengths === '' ? `#${frame + 1}` : `#${frame + 1}: ${strengths}`),
      drawSpectrum(onCard, spectrum.card.excess, spectrum.card.floor),
      ...rings,
      printed,
      ...besideParts,
    ]
  })
  const hasBeside = spectra.some(({ beside }) => beside !== null)
  const scaleY = (hasBeside ? BESIDE_Y : CARD_Y) + SIDE_PX + 8
  const scale = drawScale({ x: MARGIN_PX, y: scaleY, width: 160, height: 8 }, AMOUNT, [
    '0',
    `ln(power / noise) ${SPECTRUM_HIGH}`,
  ])
  return finishPicture(scaleY + 26, CAPTION, [...parts, scale])
}
