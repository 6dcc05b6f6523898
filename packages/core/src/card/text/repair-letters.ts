import type { Repair } from '../card-reading.ts'

/** The one capital each digit is taken for; 3 and 9 look like none. */
const LETTER_OF_DIGIT: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '4': 'A',
  '5': 'S',
  '6': 'G',
  '7': 'T',
  '8': 'B',
}
/** What a letter that had to stand in for a digit leaves of the certainty. */
const CERTAINTY_LEFT_PER_DIGIT = 0.9

export interface RepairedLetters {
  readonly text: string
  readonly repairs: readonly Repair[]
  /** 0–1: factor on the text's confidence. */
  readonly certainty: number
}

/**
 * Replaces digits by the letters they look like: everywhere in a name, which holds none; in an address or a place only
 * between two letters, since a digit there may be a number. The length does not change.
 */
export function repairLetters(text: string, where: 'everywhere' | 'inside_words'): RepairedLetters {
  const repairs: Repair[] = []
  let repaired = ''
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    const letter = LETTER_OF_DIGIT[char]
    const applies =
      where === 'everywhere' || (isLetter(text.charAt(index - 1)) && isLetter(text.charAt(index + 1)))
    if (letter !== undefined && applies) {
      repairs.push({ index, from: char, to: letter, rule: 'digit_between_letters' })
      repaired += letter
    } else repaired += char
  }
  return { text: repaired, repairs, certainty: CERTAINTY_LEFT_PER_DIGIT ** repairs.length }
}

function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char)
}
