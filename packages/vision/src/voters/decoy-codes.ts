import { CHALLENGE_PALETTES, generateChallengeColors, type PaletteName } from '@kartu/core'
import type { FlashChallenge } from '../evidence.ts'
import { seededRandomness } from '../signal/seeded-randomness.ts'

/** Enough that a rank of one in a thousand is two codes deep. */
const DECOYS_DRAWN = 2000

/** By the palette and length of codes: their colours in one string, and the codes, in the order of those strings. */
const drawn = new Map<string, ReadonlyMap<string, readonly string[]>>()

/**
 * Different codes, the issued one not among them, drawn by the generator that issues challenges, of the same length and palette. They
 * stand for every code an attacker may have recorded, so the true code's rank among them is a false-accept rate as it stands. One set
 * serves every capture of a length: a rank needs decoys that are independent of the issued code, not secret ones.
 */
export function decoyCodes(challenge: FlashChallenge): readonly (readonly string[])[] {
  const issued = challenge.colors.map((color) => color.toUpperCase())
  const calm = [...CHALLENGE_PALETTES.calm.chromatic, ...CHALLENGE_PALETTES.calm.neutral]
  const palette: PaletteName = issued.every((color) => calm.includes(color)) ? 'calm' : 'standard'
  const codes = codesOf(palette, issued.length)
  const own = codes.get(issued.join())
  return [...codes.values()].filter((code) => code !== own)
}

function codesOf(palette: PaletteName, steps: number): ReadonlyMap<string, readonly string[]> {
  const key = `decoys/${palette}/${steps}`
  const known = drawn.get(key)
  if (known) return known
  const random = seededRandomness(key)
  const codes = new Map<string, readonly string[]>()
  for (let i = 0; i < DECOYS_DRAWN; i++) {
    const { colors } = generateChallengeColors(random, { steps, palette })
    codes.set(colors.join(), colors)
  }
  // Codes that begin alike stand together: a scorer takes over what they share.
  const sorted = new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1)))
  drawn.set(key, sorted)
  return sorted
}
