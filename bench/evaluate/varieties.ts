import type { StageOptions } from '@kartu/specimen'

/** Circumstances under which genuine cards are filmed, each counted by itself. Attacks are filmed in the first only. */
export const VARIETIES: readonly string[] = ['ordinary']

/** How a variety is staged. */
export function stageVariety(_variety: string): StageOptions {
  return {}
}
