import { assembleCardReading } from '@kartu/core'
import { createEvidence, readRows, type Evidence, type Frame, type LocatedCard } from '@kartu/vision'
import type { Exhibit } from './exhibit.ts'
import type { Instruments } from './judge-parts.ts'

/** Reads the 16 fields from the best frame and completes the evidence that voters look at. */
export async function readCard(
  exhibit: Exhibit,
  frames: readonly Frame[],
  cards: readonly (LocatedCard | null)[],
  instruments: Pick<Instruments, 'lineReader'>,
): Promise<Evidence> {
  const { today, specimensAllowed } = exhibit
  const context = { today, specimensAllowed }
  const unread = createEvidence({
    frames,
    cards,
    reading: assembleCardReading({}, context),
    challenge: exhibit.challenge,
    flashSource: exhibit.flashSource,
    flashSamples: exhibit.flashSamples,
    claims: exhibit.claims,
    specimensAllowed,
    today,
  })
  const rows = await readRows(unread, instruments.lineReader)
  return { ...unread, reading: assembleCardReading(rows, context) }
}
