import { readFileSync } from 'node:fs'
import { createSeededRandom } from '../random/seeded-random.ts'
import { DRAWING_HEIGHT as HEIGHT, DRAWING_WIDTH as WIDTH, drawBackground } from './card-background.ts'
import { layoutCard, type PrintedText } from './card-layout.ts'
import { findPrintStyle, type PrintStyle } from './print-style.ts'
import type { SpecimenCard } from './specimen-card.ts'
import { escapeXml, fixed } from './svg-notation.ts'

const SIGNATURE_WIDTH = 0.15
const SIGNATURE_HEIGHT = 0.1
const LEGEND = 'SPESIMEN · CONTOH UJI · BUKAN DOKUMEN · '

export const SPECIMEN_WORD = 'SPESIMEN'

function drawText(item: PrintedText, style: PrintStyle, ink: string): string {
  const face = item.face ?? style.fonts[item.font]
  const size = item.em * HEIGHT
  const y = item.centreY * HEIGHT + (face.capEm / 2) * size
  return `<text x="${fixed(item.x * WIDTH)}" y="${fixed(y)}" font-family="${face.family}" font-weight="${face.weight}" font-size="${fixed(size)}" text-anchor="${item.anchor}" fill="${item.ink ?? ink}" xml:space="preserve">${escapeXml(item.text)}</text>`
}

function drawPhoto(card: SpecimenCard): string {
  const path = new URL(`../../assets/faces/${card.portrait}.jpg`, import.meta.url)
  const data = readFileSync(path).toString('base64')
  const { photoX0, photoX1, photoY0, photoY1 } = card.look.measures
  const x = photoX0 * WIDTH
  const y = photoY0 * HEIGHT
  const width = (photoX1 - photoX0) * WIDTH
  const height = (photoY1 - photoY0) * HEIGHT
  return `<image x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" preserveAspectRatio="xMidYMid slice" opacity="${fixed(1 - card.look.fade * 0.35)}" href="data:image/jpeg;base64,${data}"/>`
}

function drawSignature(card: SpecimenCard): string {
  const random = createSeededRandom(card.look.signatureSeed)
  const strokes = random.integer(6, 10)
  const { signatureX, signatureY } = card.look.measures
  let x = signatureX * WIDTH
  let path = `M${fixed(x)} ${fixed(signatureY * HEIGHT)}`
  for (let i = 0; i < strokes; i++) {
    const step = (SIGNATURE_WIDTH * WIDTH) / strokes
    const swing = () => (signatureY + random.between(-0.5, 0.5) * SIGNATURE_HEIGHT) * HEIGHT
    path += ` C${fixed(x - step)} ${fixed(swing())} ${fixed(x + 2 * step)} ${fixed(swing())} ${fixed(x + step)} ${fixed(swing())}`
    x += step
  }
  return `<path d="${path}" fill="none" stroke="#1a1a22" stroke-width="2.2" stroke-linecap="round"/>`
}

/** The word across the whole card, under and over the print, so that no part of a picture passes for a document. */
function drawSpecimenWord({ watermark, fonts }: PrintStyle, layer: 'under' | 'over'): string {
  const paint =
    layer === 'under'
      ? `fill="${watermark.underColor}" fill-opacity="0.26" stroke="none"`
      : `fill="#ffffff" fill-opacity="0.10" stroke="${watermark.overColor}" stroke-opacity="0.36" stroke-width="1.6"`
  const { family, weight } = fonts.bold
  const x = Number((watermark.x * WIDTH).toFixed(2))
  const y = fixed(watermark.y * HEIGHT)
  return `<g transform="translate(${x} ${y}) rotate(${-watermark.riseDegrees})"><text x="0" y="62" font-family="${family}" font-weight="${weight}" font-size="176" text-anchor="middle" ${paint}>${SPECIMEN_WORD}</text></g>`
}

function drawLegend({ fonts, watermark }: PrintStyle): string {
  const { family, weight } = fonts.bold
  const run = (y: number, count: number) =>
    `<text x="${WIDTH / 2}" y="${fixed(y)}" font-family="${family}" font-weight="${weight}" font-size="13" text-anchor="middle" fill="${watermark.legendColor}" letter-spacing="1">${LEGEND.repeat(count).slice(0, -3)}</text>`
  return run(16, 2) + run(HEIGHT - 9, 2)
}

/** The front of a specimen card as SVG: own flat artwork, no emblem, visibly SPESIMEN. `texts` is what is printed on it. */
export function drawCard(card: SpecimenCard, texts: readonly PrintedText[] = layoutCard(card)): string {
  const style = findPrintStyle(card.look.style)
  const grey = Math.round(18 + 62 * card.look.fade)
  const ink = `rgb(${grey},${grey},${grey + 6})`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${fixed(HEIGHT)}" width="${WIDTH}" height="${fixed(HEIGHT)}">
${drawBackground(card.look, style)}
${drawSpecimenWord(style, 'under')}
${drawPhoto(card)}
${texts.map((item) => drawText(item, style, ink)).join('\n')}
${drawSignature(card)}
${drawSpecimenWord(style, 'over')}
${drawLegend(style)}
</svg>`
}
