import type { Evidence } from '../evidence.ts'
import { foldSpectrum } from '../signal/folded-spectrum.ts'
import { folded } from '../signal/frequency-vector.ts'
import { photoSpectra } from '../signal/photo-spectra.ts'
import { SCREEN_ANGLES, searchHalftone } from '../voters/halftone-search.ts'
import type { EvidencePicture } from './evidence-picture.ts'
import { AMOUNT } from './palettes.ts'
import { drawScale, heading, type Box } from './raster.ts'
import { SPECTRUM_HIGH, drawSpectrum, markFrequency } from './spectrum.ts'
import { finishPicture } from './svg-notation.ts'

const SIDE_PX = 224
const STEP_PX = 248
const MARGIN_PX = 16
const COLUMNS = 3
const DEGREE = Math.PI / 180
const MM_PER_INCH = 25.4
const INK_COLORS = ['#36c5f0', '#ff5fd2', '#ffffff'] as const

const CAPTION = {
  en: 'Spatial frequencies of the upper and lower half of the holder’s photo in up to three frames. Rings: where the rows of dots of cyan (blue), magenta (pink) and black (white) ink would appear under the ruling that fits best. On a genuine card, whose photo is dye without dots, the rings are as dark as everything around them; on a laser or offset copy bright points lie in them in every frame.',
  id: 'Frekuensi ruang bagian atas dan bawah foto pemegang pada paling banyak tiga bingkai. Lingkaran: tempat deretan titik tinta sian (biru), magenta (merah muda), dan hitam (putih) akan tampak menurut raster yang paling cocok. Pada kartu asli, yang fotonya zat warna tanpa titik, isi lingkaran segelap sekitarnya; pada salinan laser atau ofset ada titik terang di dalamnya pada setiap bingkai.',
}

/** Spectra of the photo, and where the halftone that fits best would show. */
export function drawHalftoneCheck(evidence: Evidence): EvidencePicture | null {
  const spectra = photoSpectra(evidence)
  const match = spectra.length === 0 ? null : searchHalftone(spectra)
  if (!match) return null
  const perMm = match.linesPerInch / MM_PER_INCH
  const rows = Math.ceil(spectra.length / 2 / COLUMNS) * 2
  const parts = spectra.map((spectrum, i) => {
    const x = MARGIN_PX + (Math.floor(i / 2) % COLUMNS) * STEP_PX
    const y = 30 + (i % 2) * STEP_PX
    const box: Box = { x, y, width: SIDE_PX, height: SIDE_PX }
    const [a, b, c, d] = foldSpectrum(spectrum, spectrum.card).toFrame
    const rings = SCREEN_ANGLES.flatMap((angle, ink) =>
      [0, 90].map((quarter) => {
        const direction = (angle + quarter + match.turnDegrees) * DEGREE
        const fx = perMm * Math.cos(direction)
        const fy = perMm * Math.sin(direction)
        const at = folded({ x: a * fx + b * fy, y: c * fx + d * fy })
        return markFrequency(box, at, { color: INK_COLORS[ink]!, radius: 6 })
      }),
    )
    return drawSpectrum(box, spectrum.whitened, spectrum.floor) + rings.join('')
  })
  const y = 30 + rows * STEP_PX - 12
  const title = `${Math.round(match.linesPerInch)} lines per inch, turned by ${match.turnDegrees.toFixed(1)}°: excess ${match.excess.toFixed(2)}`
  return finishPicture(y + 26, CAPTION, [
    heading(MARGIN_PX, 20, title),
    ...parts,
    drawScale({ x: MARGIN_PX, y, width: 160, height: 8 }, AMOUNT, [
      '0',
      `ln(power / noise) ${SPECTRUM_HIGH}`,
    ]),
  ])
}
