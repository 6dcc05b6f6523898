import { MAX_STEPS, MIN_STEPS } from '@kartu/core/challenge'

const MIB = 1024 * 1024

/** What a request may carry at most: contract §3 and §5, and bounds of our own where the contract names none. */
export const LIMITS = {
  /** Contract §5: the whole body. */
  bodyBytesMax: 32 * MIB,
  /** Contract §5: frames in one bundle. */
  framesMin: 1,
  framesMax: 12,
  /** Contract §5: one frame, decoded from base64. */
  frameBytesMax: 4 * MIB,
  /** Contract §5: one frame, decoded from JPEG, PNG or WebP. */
  framePixelsMax: 16_000_000,
  /** Contract §5: every string but a frame, in UTF-8 bytes. */
  stringBytesMax: 1024,
  /** Contract §5. */
  flashSamplesMax: 600,
  /** Ours: a minute of inertial samples at 100 Hz. */
  sensorSamplesMax: 6000,
  /** Ours: a longest challenge (10 steps of 600 ms) is 6 s; an hour says that the clock of the sender is broken. */
  relativeTimeMsMax: 3_600_000,
  /** Contract §3. */
  challengeStepsMin: MIN_STEPS,
  challengeStepsMax: MAX_STEPS,
  challengeStepsDefault: 5,
  challengeTtlMsMin: 15_000,
  challengeTtlMsMax: 300_000,
  challengeTtlMsDefault: 90_000,
  /** Ours: long enough for one capture with retakes, short enough that a stolen token is soon worthless. */
  clientTokenTtlMsMin: 30_000,
  clientTokenTtlMsMax: 3_600_000,
  clientTokenTtlMsDefault: 900_000,
  clientTokenOriginsMax: 10,
  /** Ours: `metadata` is for a caller's own references. */
  metadataKeysMax: 50,
  /** Ours: NIST SP 800-63B asks for 15 where the password stands alone, and allows 8 beside a second step. */
  passwordCharsMin: 12,
  passwordCharsMax: 256,
  /** Ours: rows of one page of a list. */
  pageRowsMax: 100,
  pageRowsDefault: 20,
  /** Ours: the deepest legal request nests five levels; the rest is room for unknown fields. */
  jsonDepthMax: 32,
  /** Ours: 6000 sensor samples of seven members are 48,000 values. */
  jsonValuesMax: 100_000,
} as const
