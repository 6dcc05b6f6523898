import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type Font } from 'opentype.js/dist/opentype.mjs'

export type CardFont = 'body' | 'bold' | 'ocr'

const FONT_FILES: Readonly<Record<CardFont, string>> = {
  body: 'Arimo-Regular.ttf',
  bold: 'Arimo-Bold.ttf',
  ocr: 'OCRA.ttf',
}

/** Family and weight under which the SVG asks for each font. */
export const FONT_FACES: Readonly<Record<CardFont, { readonly family: string; readonly weight: number }>> = {
  body: { family: 'Arimo', weight: 400 },
  bold: { family: 'Arimo', weight: 700 },
  ocr: { family: 'OCRA', weight: 500 },
}

function fontPath(font: CardFont): string {
  return fileURLToPath(new URL(`../../assets/fonts/${FONT_FILES[font]}`, import.meta.url))
}

/** The only font files a card is drawn with; the system's fonts are never loaded, so pictures are the same everywhere. */
export const FONT_PATHS: readonly string[] = (['body', 'bold', 'ocr'] as const).map(fontPath)

const parsed = new Map<CardFont, Font>()

function parseFont(font: CardFont): Font {
  const known = parsed.get(font)
  if (known) return known
  const bytes = readFileSync(fontPath(font))
  const face = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  parsed.set(font, face)
  return face
}

/** Advance width of a text in em. */
export function measureTextEm(text: string, font: CardFont): number {
  return parseFont(font).getAdvanceWidth(text, 1)
}
