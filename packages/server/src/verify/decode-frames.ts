import { KartuError } from '@kartu/core'
import type { Frame } from '@kartu/vision'
import type { ExhibitFrame } from './exhibit.ts'
import type { Instruments } from './judge-parts.ts'

/**
 * Decodes the frames to pixels. One that doesn't decode after all is left out: it was probed before it was accepted, so
 * it is evidence that is missing, not a reason to lose the rest.
 */
export async function decodeFrames(
  frames: readonly ExhibitFrame[],
  instruments: Pick<Instruments, 'decode'>,
): Promise<Frame[]> {
  const decoded: Frame[] = []
  for (const [index, { bytes, sha256, tMs }] of frames.entries()) {
    try {
      decoded.push({ index, sha256, tMs, ...(await instruments.decode(bytes)) })
    } catch (error) {
      if (!(error instanceof KartuError)) throw error
    }
  }
  return decoded
}
