/**
 * Every character a recogniser may report, in the order of its classes; class 0 is the CTC blank, so character `i` is
 * class `i + 1`. Values of a KTP are printed in upper case (ktp-domain §3.2); lower-case look-alikes are folded into
 * their capitals by whoever adapts a recogniser to this port.
 */
export const READING_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/'():&+ "

/** Digits only: NIK. */
export const DIGITS = '0123456789'

/** Dates as printed, with the separators seen on cards. */
export const DATE_CHARACTERS = '0123456789-./ '

/** `ddd/ddd`, and `-` where a part is missing. */
export const RT_RW_CHARACTERS = '0123456789/- '

/** Blood group with rhesus sign; `-` when unknown. */
export const BLOOD_CHARACTERS = 'ABO+-'

/** Everything without digits: enums, countries, names of people, provinces. */
export const LETTER_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-/'()& "

/** One flag a class of `READING_ALPHABET` plus the blank (always allowed). */
export function classMask(allowed: string): Uint8Array {
  const mask = new Uint8Array(READING_ALPHABET.length + 1)
  mask[0] = 1
  for (const char of allowed) {
    const index = READING_ALPHABET.indexOf(char)
    if (index >= 0) mask[index + 1] = 1
  }
  return mask
}
