import type { DecodedChar } from './decode-ctc.ts'

/** `NO.` before a house number, glued to the word before it: no address prints it so. */
const GLUED = /(?<=[A-Z0-9])NO[.,]?(?= ?\d)/
/** Certainty of a space known by what the words mean. */
const CONFIDENCE = 0.7

/**
 * An address with the space before `NO.` put back where an overlay or blur closed it: `SOEPOMONO. 21` → `SOEPOMO NO. 21`.
 */
export function partHouseNumber(chars: readonly DecodedChar[]): readonly DecodedChar[] {
  const found = GLUED.exec(chars.map((char) => char.char).join(''))
  const before = chars[(found?.index ?? 0) - 1]
  if (!found || !before) return chars
  const space = { char: ' ', confidence: CONFIDENCE, alternatives: [{ char: ' ', p: CONFIDENCE }] }
  return [
    ...chars.slice(0, found.index),
    { ...space, position: before.position },
    ...chars.slice(found.index),
  ]
}
