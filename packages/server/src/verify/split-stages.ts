import type { Exhibit } from './exhibit.ts'

/** The frames of a capture by the light that they were taken in. */
export interface Stages {
  /** The frames that the flash may have lit; all of them where there was none, or nothing else to judge by. */
  readonly lit: Exhibit
  /** The frames taken before the first colour, as a capture without a flash; null where there are none. */
  readonly before: Exhibit | null
}

/**
 * Phones show a card to two cameras: to the rear one for its detail, then to the front one for the flash. What was taken before the
 * first colour (a negative `frameTimesMs`) comes from another camera, at another place: the two are never measured as one film.
 */
export function splitStages(exhibit: Exhibit): Stages {
  const isBefore = ({ tMs }: Exhibit['frames'][number]): boolean => tMs !== null && tMs < 0
  const before = exhibit.frames.filter((frame) => isBefore(frame))
  const lit = exhibit.frames.filter((frame) => !isBefore(frame))
  if (exhibit.challenge === null || before.length === 0 || lit.length === 0)
    return { lit: exhibit, before: null }
  return {
    lit: { ...exhibit, frames: lit },
    before: { ...exhibit, frames: before, challenge: null, flashSource: null, flashSamples: [] },
  }
}
