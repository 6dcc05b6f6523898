import { ENGLISH } from './english.ts'
import { INDONESIAN } from './indonesian.ts'
import type { Texts } from './texts.ts'

/** Texts for a language tag such as `en-GB`; Bahasa Indonesia for every other language. */
export function chooseTexts(language: string): Texts {
  return /^en\b/i.test(language) ? ENGLISH : INDONESIAN
}
