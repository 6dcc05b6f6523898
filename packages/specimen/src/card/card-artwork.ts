import { readFileSync } from 'node:fs'
import { createSeededRandom } from '../random/seeded-random.ts'
import { CARD_ASPECT, layoutCard, type PrintedText } from './card-layout.ts'
import { FONT_FACES } from './fonts.ts'
import type { SpecimenCard } from './specimen-card.ts'

/** User units of the drawing: the card is this wide. */
const WIDTH = 1000
const HEIGHT = WIDTH / CARD_ASPECT
/** Cap height of Arial-metric fonts is 0.716 em; OCR-A's digits are about as tall. */
const HALF_CAP_EM = 0.358
const WAVE_COUNT = 26
const WAVE_STEPS = 40
const PHOTO = { x0: 0.695, y0: 0.215, x1: 0.915, y1: 0.645 } as const
const SIGNATURE = { x: 0.73, y: 0.83, width: 0.15, height: 0.1 } as const
const LEGEND = 'SPESIMEN · CONTOH UJI · BUKAN DOKUMEN · '

export const SPECIMEN_WORD = 'SPESIMEN'

function fixed(value: number): string {
  return value.toFixed(2)
}

/** CSS `hsl()` as `rgb()`, which every SVG renderer understands. Hue in degrees, the others 0–1. */
function hsl(hueDegrees: number, saturation: number, lightness: number): string {
  const channel = (offset: number) => {
    const k = (offset + hueDegrees / 30) % 12
    const swing = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - swing * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return `rgb(${channel(0)},${channel(8)},${channel(4)})`
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Plain sine lines on a flat tint: a texture that lets a card be tracked, and nothing like a guilloche. */
function drawBackground(card: SpecimenCard): string {
  const hue = card.look.tintHueDegrees
  const lines: string[] = []
  for (let i = 0; i < WAVE_COUNT; i++) {
    const y = (HEIGHT * (i + 0.5)) / WAVE_COUNT
    const points = Array.from({ length: WAVE_STEPS + 1 }, (_, step) => {
      const t = step / WAVE_STEPS
      const swing = Math.sin(2 * Math.PI * (2.2 * t + card.look.wavePhase + i * 0.07))
      return `${fixed(t * WIDTH)},${fixed(y + 9 * swing)}`
    })
    const lightness = i % 2 === 0 ? 0.74 : 0.9
    const points2d = points.join(' ')
    lines.push(
      `<polyline points="${points2d}" fill="none" stroke="${hsl(hue, 0.42, lightness)}" stroke-width="1.6"/>`,
    )
  }
  const disc = (cx: number, cy: number, r: number) =>
    `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${hsl(hue + 14, 0.48, 0.78)}" fill-opacity="0.55"/>`
  return `<rect width="${WIDTH}" height="${fixed(HEIGHT)}" fill="${hsl(hue, 0.46, 0.83)}"/>
${disc(470, 330, 150)}${disc(250, 470, 90)}${disc(620, 520, 70)}
${lines.join('\n')}`
}

function drawText(item: PrintedText, ink: string): string {
  const face = FONT_FACES[item.font]
  const size = item.em * HEIGHT
  const y = item.centreY * HEIGHT + HALF_CAP_EM * size
  return `<text x="${fixed(item.x * WIDTH)}" y="${fixed(y)}" font-family="${face.family}" font-weight="${face.weight}" font-size="${fixed(size)}" text-anchor="${item.anchor}" fill="${ink}" xml:space="preserve">${escapeXml(item.text)}</text>`
}

function drawPhoto(card: SpecimenCard): string {
  const path = new URL(`../../assets/faces/${card.portrait}.jpg`, import.meta.url)
  const data = readFileSync(path).toString('base64')
  const x = PHOTO.x0 * WIDTH
  const y = PHOTO.y0 * HEIGHT
  const width = (PHOTO.x1 - PHOTO.x0) * WIDTH
  const height = (PHOTO.y1 - PHOTO.y0) * HEIGHT
  return `<image x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" preserveAspectRatio="xMidYMid slice" opacity="${fixed(1 - card.look.fade * 0.35)}" href="data:image/jpeg;base64,${data}"/>`
}

function drawSignature(card: SpecimenCard): string {
  const random = createSeededRandom(card.look.signatureSeed)
  const strokes = random.integer(6, 10)
  let x = SIGNATURE.x * WIDTH
  let path = `M${fixed(x)} ${fixed(SIGNATURE.y * HEIGHT)}`
  for (let i = 0; i < strokes; i++) {
    const step = (SIGNATURE.width * WIDTH) / strokes
    const swing = () => (SIGNATURE.y + random.between(-0.5, 0.5) * SIGNATURE.height) * HEIGHT
    path += ` C${fixed(x - step)} ${fixed(swing())} ${fixed(x + 2 * step)} ${fixed(swing())} ${fixed(x + step)} ${fixed(swing())}`
    x += step
  }
  return `<path d="${path}" fill="none" stroke="#1a1a22" stroke-width="2.2" stroke-linecap="round"/>`
}

/** The word across the whole card, under and over the print, so that no part of a picture passes for a document. */
function drawSpecimenWord(layer: 'under' | 'over'): string {
  const style =
    layer === 'under'
      ? 'fill="#d8436b" fill-opacity="0.26" stroke="none"'
      : 'fill="#ffffff" fill-opacity="0.10" stroke="#c02858" stroke-opacity="0.36" stroke-width="1.6"'
  const centreX = WIDTH / 2
  const centreY = HEIGHT / 2
  return `<g transform="translate(${centreX} ${fixed(centreY)}) rotate(-27)"><text x="0" y="62" font-family="Arimo" font-weight="700" font-size="176" text-anchor="middle" ${style}>${SPECIMEN_WORD}</text></g>`
}

function drawLegend(): string {
  const run = (y: number, count: number) =>
    `<text x="${WIDTH / 2}" y="${fixed(y)}" font-family="Arimo" font-weight="700" font-size="13" text-anchor="middle" fill="#a3244c" letter-spacing="1">${LEGEND.repeat(count).slice(0, -3)}</text>`
  return run(16, 2) + run(HEIGHT - 9, 2)
}

/** The front of a specimen card as SVG: own flat artwork, no emblem, visibly SPESIMEN. */
export function drawCard(card: SpecimenCard): string {
  const grey = Math.round(18 + 62 * card.look.fade)
  const ink = `rgb(${grey},${grey},${grey + 6})`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${fixed(HEIGHT)}" width="${WIDTH}" height="${fixed(HEIGHT)}">
${drawBackground(card)}
${drawSpecimenWord('under')}
${drawPhoto(card)}
${layoutCard(card)
  .map((item) => drawText(item, ink))
  .join('\n')}
${drawSignature(card)}
${drawSpecimenWord('over')}
${drawLegend()}
</svg>`
}
