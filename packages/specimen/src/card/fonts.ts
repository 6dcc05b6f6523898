import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, type Font } from 'opentype.js/dist/opentype.mjs'

/** The three typefaces of a card: labels and values, header and bold values, NIK. */
export type CardFont = 'body' | 'bold' | 'ocr'

/** One font file and what the SVG calls it. No two files may share family and weight: the renderer would mix them up. */
export interface FontFace {
  /** Name among `assets/fonts`. */
  readonly file: string
  readonly family: string
  readonly weight: number
  /** Height of a capital or digit: text is centred by it. */
  readonly capEm: number
}

export function fontPath(face: FontFace): string {
  return fileURLToPath(new URL(`../../assets/fonts/${face.file}`, import.meta.url))
}

const parsed = new Map<string, Font>()

function parseFont(face: FontFace): Font {
  const known = parsed.get(face.file)
  if (known) return known
  const bytes = readFileSync(fontPath(face))
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  parsed.set(face.file, font)
  return font
}

/** Advance width of a text in em. */
export function measureTextEm(text: string, face: FontFace): number {
  return parseFont(face).getAdvanceWidth(text, 1)
}
