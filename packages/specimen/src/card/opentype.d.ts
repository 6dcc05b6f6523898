/** The little of opentype.js that measuring text and drawing a font need; the package ships no types. */
declare module 'opentype.js/dist/opentype.mjs' {
  export interface PathCommand {
    readonly type: 'M' | 'L' | 'C' | 'Q' | 'Z'
    readonly x?: number
    readonly y?: number
  }
  type Translations = Readonly<Record<string, string>>
  interface PlatformNames {
    readonly fontFamily?: Translations
    readonly preferredFamily?: Translations
  }
  export class Path {
    readonly commands: readonly PathCommand[]
    moveTo(x: number, y: number): void
    lineTo(x: number, y: number): void
    curveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
    close(): void
  }
  export class Glyph {
    constructor(options: {
      readonly name: string
      readonly unicode?: number
      readonly advanceWidth: number
      readonly path: Path
    })
    readonly path: Path
  }
  export class Font {
    constructor(options: {
      readonly familyName: string
      readonly styleName: string
      readonly copyright: string
      readonly unitsPerEm: number
      readonly ascender: number
      readonly descender: number
      readonly glyphs: readonly Glyph[]
    })
    readonly names: Readonly<Record<'windows' | 'macintosh', PlatformNames | undefined>>
    readonly tables: { readonly os2: { readonly usWeightClass: number } }
    getAdvanceWidth(text: string, fontSize: number): number
    /** 0 for a character that the font does not draw. */
    charToGlyphIndex(char: string): number
    charToGlyph(char: string): Glyph
    toArrayBuffer(): ArrayBuffer
  }
  export function parse(bytes: ArrayBuffer): Font
}
