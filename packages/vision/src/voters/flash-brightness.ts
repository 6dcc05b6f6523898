import type { Evidence } from '../evidence.ts'
import { cardLight } from '../signal/card-light.ts'

/** The frames that showed a code, the step of it that each saw, and flash over ambient light. */
interface SeenCode {
  readonly frames: readonly number[]
  readonly steps: readonly number[]
  readonly modulation: number
}

/** Flash over ambient from which white must outshine black, and black must not outshine every colour, whatever the exposure does. */
const WHITE_TELLS = 0.3
const BLACK_TELLS = 1
/** Exposure follows the flash within half a second or more (pad.md §1.3), a step lasts less: it never makes up for all of the difference. */
const WHITE_OVER_BLACK = 1.1
const GAMMA = 2.2

/**
 * Whether white and black came as bright and as dark as the code says. White light on a card has the hue of the room's as often as not, so that
 * a code with white for black has nearly the same hues as the one issued: only brightness tells the two apart.
 */
export function isBrightnessAsIssued(
  evidence: Evidence,
  { frames, steps, modulation }: SeenCode,
  colors: readonly string[],
): boolean {
  const lights = cardLight(evidence)
  const shown = frames.flatMap((frame, i) => {
    const code = lights[frame]?.meanCode
    const color = colors[steps[i] ?? -1]?.toUpperCase()
    return code && color ? [{ color, level: Math.max(...code) ** GAMMA }] : []
  })
  const levels = (isWanted: (color: string) => boolean) =>
    shown.filter(({ color }) => isWanted(color)).map(({ level }) => level)
  const black = levels((color) => color === '#000000')
  const white = levels((color) => color === '#FFFFFF')
  const chromatic = levels((color) => color !== '#000000' && color !== '#FFFFFF')
  if (black.length === 0) return true
  const isWhiteBright =
    white.length === 0 ||
    modulation < WHITE_TELLS ||
    Math.min(...white) >= WHITE_OVER_BLACK * Math.min(...black)
  const isBlackDark =
    chromatic.length === 0 || modulation < BLACK_TELLS || Math.max(...black) <= Math.max(...chromatic)
  return isWhiteBright && isBlackDark
}
