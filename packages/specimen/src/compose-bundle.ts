import type { SimulatedCapture } from './simulate-capture.ts'

const SDK_VERSION = 'kartu-specimen/0.1.0'

/**
 * The bundle a web SDK would sign for a simulated capture.
 * @param nonce the challenge's nonce; null for a capture without a flash
 * @param capturedAtMs UTC milliseconds; becomes `capturedAt`, which the raw key row uses as salt
 */
export function composeBundle(capture: SimulatedCapture, nonce: string | null, capturedAtMs: number) {
  const flash =
    nonce === null
      ? {}
      : {
          flashChallengeNonce: nonce,
          flashSource: 'screen' as const,
          flashSamples: capture.flashSamples.map((sample) => ({ ...sample })),
        }
  return {
    version: '1.0' as const,
    sdkVersion: SDK_VERSION,
    platform: 'web' as const,
    capturedAt: new Date(capturedAtMs).toISOString(),
    frames: capture.frames,
    frameTimesMs: [...capture.frameTimesMs],
    ocrFields: { ...capture.ocrFields },
    ocrConfidence: { ...capture.ocrConfidence },
    ...flash,
  }
}
