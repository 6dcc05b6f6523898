import type { CaptureBundle } from '@kartu/contract'

/** A bundle as it is kept: everything that was signed but the frames, which are blobs of their own. */
export type BundleManifest = Pick<
  CaptureBundle,
  | 'version'
  | 'sdkVersion'
  | 'platform'
  | 'capturedAt'
  | 'flashChallengeNonce'
  | 'flashSamples'
  | 'flashSource'
  | 'ocrFields'
  | 'ocrConfidence'
  | 'frameTimesMs'
  | 'deviceId'
  | 'consent'
>

/** UTF-8 JSON, to be sealed. */
export function encodeManifest(bundle: CaptureBundle): Uint8Array {
  const { frames: _frames, signature: _signature, ...manifest } = bundle
  return new TextEncoder().encode(JSON.stringify(manifest))
}

/** The inverse of `encodeManifest`; the bytes were validated before they were sealed. */
export function decodeManifest(bytes: Uint8Array): BundleManifest {
  return JSON.parse(new TextDecoder().decode(bytes)) as BundleManifest
}
