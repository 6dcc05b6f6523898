import type { ReviewCase, StoredFrame } from '@kartu/contract'

/** The colour that the screen showed when a frame was taken; null without a flash or a time. */
export function colourOfFrame(flash: ReviewCase['flash'], frame: StoredFrame | undefined): string | null {
  if (flash === null || frame === undefined || frame.tMs === null) return null
  let endMs = 0
  for (const [index, holdMs] of flash.holdMs.entries()) {
    endMs += holdMs
    if (frame.tMs < endMs) return flash.colors[index] ?? null
  }
  return null
}
