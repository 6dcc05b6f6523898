import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { parse, Path } from 'opentype.js/dist/opentype.mjs'
import { describe, expect, test } from 'vitest'
import { PEN_WIDTH, STROKE_DIGITS } from '../scripts/stroke-digits.ts'
import { addStroke } from '../scripts/stroke-outline.ts'
import { drawCard, inventCard, layoutCard, PRINT_STYLES, USUAL_STYLE, type PrintStyle } from '../src/index.ts'
import { USUAL_MEASURES } from '../src/card/card-measures.ts'
import { fontPath, type FontFace } from '../src/card/fonts.ts'

const evaluateStyles = PRINT_STYLES.filter((style) => style.split === 'evaluate')
const facesOf = (split: PrintStyle['split']) =>
  PRINT_STYLES.filter((style) => style.split === split).flatMap((style) => Object.values(style.fonts))

function readFont(face: FontFace) {
  const bytes = readFileSync(fontPath(face))
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
}

/** A hundred cards of every style. */
const cards = PRINT_STYLES.flatMap((style) =>
  Array.from({ length: 100 }, (_, i) => inventCard(`style/${i}`, { style: style.name })),
)
const layouts = new Map(cards.map((card) => [card, layoutCard(card)]))

describe('the print styles', () => {
  test('keep fonts and backgrounds of evaluation out of training', () => {
    const fitFiles = new Set(facesOf('fit').map((face) => face.file))
    const fitBackgrounds = new Set(
      PRINT_STYLES.filter((row) => row.split !== 'evaluate').map((row) => row.background),
    )
    expect(evaluateStyles.length).toBeGreaterThanOrEqual(3)
    expect(PRINT_STYLES.find((style) => style.name === USUAL_STYLE)?.split).toBe('fit')
    for (const face of facesOf('evaluate')) expect(fitFiles).not.toContain(face.file)
    for (const style of evaluateStyles) expect(fitBackgrounds).not.toContain(style.background)
    expect(new Set(evaluateStyles.map((style) => style.background)).size).toBe(evaluateStyles.length)
    expect(new Set(PRINT_STYLES.map((style) => style.name)).size).toBe(PRINT_STYLES.length)
  })

  test('call every font by the name in its file, and no two alike', () => {
    const faces = new Map(
      [...facesOf('fit'), ...facesOf('choose'), ...facesOf('evaluate')].map((face) => [face.file, face]),
    )
    for (const face of faces.values()) {
      const { names, tables } = readFont(face)
      const own = names.windows ?? names.macintosh
      expect((own?.preferredFamily ?? own?.fontFamily)?.['en'], face.file).toBe(face.family)
      expect(tables.os2.usWeightClass, face.file).toBe(face.weight)
    }
    const called = [...faces.values()].map((face) => `${face.family} ${face.weight}`)
    expect(new Set(called).size).toBe(called.length)
  })

  test('refuse an unknown name', () => {
    expect(() => inventCard('a', { style: 'wingdings' })).toThrow(
      expect.objectContaining({ code: 'specimen_style_unknown' }),
    )
  })

  test('leave the cards of the usual style as they were before there were styles', () => {
    // Digest of the drawings at commit f2bf4de. All figures measured before styles rest on these cards.
    const hash = createHash('sha256')
    for (let i = 0; i < 40; i++) hash.update(drawCard(inventCard(`pinned/${i}`)))
    expect(hash.digest('hex')).toBe('eeb395ba81f97d17419d50616c0ac8c82f881989064b33ea662b6b7c056e01cd')
    expect(inventCard('a', { style: USUAL_STYLE })).toEqual(inventCard('a'))
    expect(inventCard('a').look.measures).toEqual(USUAL_MEASURES)
  })

  test('print no character that their font does not draw', () => {
    for (const style of PRINT_STYLES) {
      const fonts = {
        body: readFont(style.fonts.body),
        bold: readFont(style.fonts.bold),
        ocr: readFont(style.fonts.ocr),
      }
      const printed = {
        body: new Set<string>(),
        bold: new Set('SPESIMEN · CONTOH UJI · BUKAN DOKUMEN'),
        ocr: new Set<string>(),
      }
      for (const card of cards.filter((one) => one.look.style === style.name)) {
        for (const { font, text } of layouts.get(card)!) for (const char of text) printed[font].add(char)
      }
      for (const font of ['body', 'bold', 'ocr'] as const) {
        const missing = [...printed[font]].filter((char) => fonts[font].charToGlyphIndex(char) === 0)
        expect(missing, `${style.name} ${font}`).toEqual([])
      }
    }
  })
})

describe('cards of the evaluation styles', () => {
  /** Middle heights and columns of two independent public measurements, with what they disagree by. */
  const TOLERANCES = {
    provinceY: [0.06, 0.08],
    regencyY: [0.12, 0.14],
    nikY: [0.23, 0.25],
    nikValueX: [0.23, 0.27],
    bodyTopY: [0.29, 0.31],
    bodyPitch: [0.043, 0.044],
    valueX: [0.297, 0.317],
    labelX: [0.04, 0.06],
    indentedLabelX: [0.04, 0.09],
    photoX0: [0.69, 0.71],
    photoX1: [0.895, 0.92],
    photoY0: [0.2, 0.24],
    photoY1: [0.62, 0.65],
  } as const

  test('are laid out within the tolerance of real ones and not all alike', () => {
    for (const { look } of cards.filter((card) => card.look.style !== USUAL_STYLE)) {
      for (const [name, [low, high]] of Object.entries(TOLERANCES)) {
        const value = look.measures[name as keyof typeof TOLERANCES]
        expect(value, name).toBeGreaterThanOrEqual(low)
        expect(value, name).toBeLessThanOrEqual(high)
      }
      expect(look.measures).not.toEqual(USUAL_MEASURES)
    }
    expect(new Set(cards.map((card) => card.look.measures.valueX)).size).toBeGreaterThan(250)
    expect(cards.some((card) => card.look.measures.indentedLabelX === card.look.measures.labelX)).toBe(true)
  })

  test('print every text on the card, beside the photo, and none over another', () => {
    for (const card of cards.filter((one) => one.look.style !== USUAL_STYLE)) {
      const texts = layouts.get(card)!
      for (const { box, text } of texts) {
        expect(box.x0, text).toBeGreaterThan(0.01)
        expect(box.x1, text).toBeLessThan(0.99)
        expect(box.y1, text).toBeLessThan(0.97)
      }
      for (const { box, text } of texts.filter((item) => item.anchor === 'start')) {
        expect(box.x1, text).toBeLessThan(card.look.measures.photoX0)
      }
      const collisions = texts.flatMap((a, i) =>
        texts.slice(i + 1).filter((b) => {
          const apartY = Math.abs(a.centreY - b.centreY) > 0.36 * (a.em + b.em)
          const apartX = a.box.x1 <= b.box.x0 || b.box.x1 <= a.box.x0
          return !apartY && !apartX
        }),
      )
      expect(collisions).toEqual([])
      const name = texts.filter((item) => item.row === 'name' && item.part === 'value')
      expect(name.map((item) => item.text).join(' ')).toBe(card.printed.fullName)
    }
  })

  /** Mean change of a pixel's codes by the word that lies across the card. */
  function watermarkStrength(style: string): number {
    const marked = drawCard(inventCard('word', { style }))
    const bare = marked.replaceAll(/<g transform="translate[^>]*rotate.*?<\/g>/g, '')
    const fontFiles = PRINT_STYLES.flatMap((row) => Object.values(row.fonts).map(fontPath))
    const [withWord, without] = [marked, bare].map((svg) => {
      const font = { loadSystemFonts: false, fontFiles }
      return new Resvg(svg, { fitTo: { mode: 'width', value: 500 }, font }).render().pixels
    })
    return withWord!.reduce((sum, code, i) => sum + Math.abs(code - without![i]!), 0) / withWord!.length
  }

  test('are marked as specimens about as strongly as the usual ones, or more', () => {
    const usual = watermarkStrength(USUAL_STYLE)
    expect(usual).toBeGreaterThan(1)
    for (const style of evaluateStyles)
      expect(watermarkStrength(style.name), style.name).toBeGreaterThan(0.9 * usual)
  })
})

describe('the second OCR-A face', () => {
  test('is what its table of strokes says', () => {
    const face = evaluateStyles[0]!.fonts.ocr
    expect(face.file).toBe('KartuStrokeDigits.otf')
    const font = readFont(face)
    for (const [digit, strokes] of Object.entries(STROKE_DIGITS)) {
      const path = new Path()
      for (const stroke of strokes) addStroke(path, stroke, PEN_WIDTH)
      const points = (commands: Path['commands']) =>
        commands
          .filter(({ x }) => x !== undefined)
          .map(({ type, x, y }) => [type, Math.round(x!), Math.round(y!)])
      const built = points(path.commands)
      const stored = points(font.charToGlyph(digit).path.commands)
      expect(stored.length, digit).toBe(built.length)
      for (const [i, [type, x, y]] of built.entries()) {
        const [storedType, storedX, storedY] = stored[i]!
        expect(storedType).toBe(type)
        // Outlines are stored as rounded differences, which add up to a unit or two.
        expect(Math.abs(Number(storedX) - Number(x)), digit).toBeLessThanOrEqual(3)
        expect(Math.abs(Number(storedY) - Number(y)), digit).toBeLessThanOrEqual(3)
      }
    }
  })
})
