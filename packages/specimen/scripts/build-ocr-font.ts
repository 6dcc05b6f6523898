import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Font, Glyph, Path } from 'opentype.js/dist/opentype.mjs'
import { ADVANCE_WIDTH, PEN_WIDTH, STROKE_DIGITS } from './stroke-digits.ts'
import { addStroke } from './stroke-outline.ts'

/**
 * Writes the card's second OCR-A face, `assets/fonts/KartuStrokeDigits.otf`, from the centre lines in `stroke-digits.ts`:
 *   node packages/specimen/scripts/build-ocr-font.ts
 * The font holds the hour it was made; its outlines are the same every time.
 */
const UNITS_PER_EM = 1000
const ASCENDER = 800
const DESCENDER = -200
const COPYRIGHT = 'Drawn for the Kartu project. Apache-2.0.'

function digitGlyph(digit: string): Glyph {
  const path = new Path()
  for (const stroke of STROKE_DIGITS[digit] ?? []) addStroke(path, stroke, PEN_WIDTH)
  return new Glyph({
    name: `digit${digit}`,
    unicode: digit.charCodeAt(0),
    advanceWidth: ADVANCE_WIDTH,
    path,
  })
}

const empty = (name: string, unicode?: number) =>
  new Glyph({
    name,
    advanceWidth: ADVANCE_WIDTH,
    path: new Path(),
    ...(unicode === undefined ? {} : { unicode }),
  })

const font = new Font({
  familyName: 'Kartu Stroke Digits',
  styleName: 'Regular',
  copyright: COPYRIGHT,
  unitsPerEm: UNITS_PER_EM,
  ascender: ASCENDER,
  descender: DESCENDER,
  glyphs: [
    empty('.notdef'),
    empty('space', ' '.charCodeAt(0)),
    ...Object.keys(STROKE_DIGITS).map(digitGlyph),
  ],
})
const target = fileURLToPath(new URL('../assets/fonts/KartuStrokeDigits.otf', import.meta.url))
await writeFile(target, new Uint8Array(font.toArrayBuffer()))
console.log(`${target}: ${Object.keys(STROKE_DIGITS).length} digits`)
