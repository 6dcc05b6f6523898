import type { SeededRandom } from '../random/seeded-random.ts'
import type { FlashCode } from './species.ts'

const FLASH_COLORS = [
  '#FF0000',
  '#00FF00',
  '#0000FF',
  '#00FFFF',
  '#FF00FF',
  '#FFFF00',
  '#FFFFFF',
  '#000000',
] as const

/** A code like the server's, but not the one asked for now; by chance some of its colours may be in their places. */
export function inventOldCode(random: SeededRandom, current: FlashCode): FlashCode {
  for (;;) {
    const colors: string[] = []
    while (colors.length < current.colors.length) {
      const color = random.pick(FLASH_COLORS)
      if (color !== colors.at(-1)) colors.push(color)
    }
    if (colors.some((color, i) => color !== current.colors[i])) return { colors, holdMs: current.holdMs }
  }
}
