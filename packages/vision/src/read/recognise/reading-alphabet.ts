/**
 * Every character the line reader may report, in the order of its classes; class 0 is the CTC blank, so character `i` is
 * class `i + 1`. The same as `training/reader/alphabet.py`, which a test compares. Case is not read: a KTP's values are in
 * capitals (ktp-domain §3.2) and are normalised to them, labels are matched without it, and in Arial an `l` is drawn as an `I`.
 */
export const READING_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/'():&+ "

/** Classes of the line reader: the blank and the alphabet. */
export const READING_CLASSES = READING_ALPHABET.length + 1

/** Class of the CTC blank. */
export const BLANK = 0

/** Digits only: NIK. */
export const DIGITS = '0123456789'

/** Dates as printed, with the separators seen on cards. */
export const DATE_CHARACTERS = '0123456789-./ '

/** `ddd/ddd`, and `-` where a part is missing. */
export const RT_RW_CHARACTERS = '0123456789/- '

/** Everything without digits: enums, countries, names of people, provinces. */
export const LETTER_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-/'()& "

/** One flag a class: whether a row may hold it. The blank always. */
export function classMask(allowed: string): Uint8Array {
  const mask = new Uint8Array(READING_CLASSES)
  mask[BLANK] = 1
  for (const code of classesOf(allowed)) mask[code] = 1
  return mask
}

/** Classes of a text's characters; those that are not in the alphabet are left out. */
export function classesOf(text: string): number[] {
  return Array.from(text, (char) => READING_ALPHABET.indexOf(char) + 1).filter((code) => code > 0)
}

export function charOf(code: number): string {
  return READING_ALPHABET.charAt(code - 1)
}
