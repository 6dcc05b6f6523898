import { CHALLENGE_PALETTES, generateChallengeColors } from '@kartu/core'
import type { FlashChallenge } from '../evidence.ts'
import { seededRandomness } from '../signal/seeded-randomness.ts'

/**
 * Codes drawn by the generator that issues challenges, same length and palette, reproducible from `seed`. They stand for
 * every code an attacker may have recorded, so the true code's rank among them is a false-accept rate as it stands.
 */
export function decoyCodes(
  challenge: FlashChallenge,
  count: number,
  seed: string,
): readonly (readonly string[])[] {
  const issued = challenge.colors.map((color) => color.toUpperCase())
  const { chromatic, neutral } = CHALLENGE_PALETTES.calm
  const palette = issued.every((color) => [...chromatic, ...neutral].includes(color)) ? 'calm' : 'standard'
  const random = seededRandomness(seed)
  return Array.from(
    { length: count },
    () => generateChallengeColors(random, { steps: issued.length, palette }).colors,
  )
}
