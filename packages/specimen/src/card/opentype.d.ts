/** The little of opentype.js that measuring text needs; the package ships no types. */
declare module 'opentype.js' {
  export interface Font {
    getAdvanceWidth(text: string, fontSize: number): number
  }
  const opentype: { parse(bytes: ArrayBuffer): Font }
  export default opentype
}
