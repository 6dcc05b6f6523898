import { displayLight, type Rgb } from '../optics/linear-light.ts'
import type { SeededRandom } from '../random/seeded-random.ts'
import { screenColorOf } from './film-card.ts'
import type { FlashCode } from './species.ts'

/** Share of the light that the flash seems to add: what a real card shows between a bright and a dim room. */
const FLASH_SHARE_RANGE = [0.12, 0.6] as const
/** An attacker's guess at exposure: how much of a brightening the camera would have taken back. */
const EXPOSURE_PULL_RANGE = [0, 0.8] as const
/** Exposure of single frames wanders by up to this factor either way. */
const EXPOSURE_JITTER = 0.06

/**
 * The gain on each channel with which an attacker imitates a flash of the challenge's colours in a picture taken in room
 * light: a plausible model of screen and exposure, kept for the whole capture. Without a challenge only exposure wanders.
 */
export function inventFlashTint(random: SeededRandom, challenge: FlashCode | null): (tMs: number) => Rgb {
  const share = challenge ? random.between(...FLASH_SHARE_RANGE) : 0
  const pull = random.between(...EXPOSURE_PULL_RANGE)
  const colorAt = screenColorOf(challenge)
  const scale = 1 / (1 + share / 3)
  return (tMs) => {
    const light = displayLight(colorAt(tMs), 0)
    const jitter = Math.exp(random.between(-EXPOSURE_JITTER, EXPOSURE_JITTER))
    const lit = light.map((channel) => 1 + share * channel)
    const mean = (lit[0]! + lit[1]! + lit[2]!) / 3
    const exposure = jitter * scale * (mean * scale) ** -pull
    return [lit[0]! * exposure, lit[1]! * exposure, lit[2]! * exposure]
  }
}
