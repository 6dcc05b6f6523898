/** The little of opentype.js that measuring text needs; the package ships no types. */
declare module 'opentype.js/dist/opentype.mjs' {
  export interface Font {
    getAdvanceWidth(text: string, fontSize: number): number
  }
  export function parse(bytes: ArrayBuffer): Font
}
