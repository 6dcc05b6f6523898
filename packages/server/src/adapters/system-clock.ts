import type { Clock } from '@kartu/core'

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() }
