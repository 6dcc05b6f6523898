import type { CardReading, FieldName } from '@kartu/core'
import type { RgbImage } from './image/image.ts'
import type { LocatedCard } from './card/located-card.ts'

/** How a frame's file was written; voters that need fine detail abstain on coarse ones. */
export interface EncodingTraits {
  readonly format: 'jpeg' | 'png' | 'webp'
  /** IJG-equivalent quality 1–100 for JPEG, null otherwise. */
  readonly jpegQuality: number | null
  readonly chromaSubsampling: '4:4:4' | '4:2:2' | '4:2:0' | 'other' | null
  /** Hex digest of the quantisation tables, null unless JPEG. */
  readonly quantisationDigest: string | null
}

export interface Frame {
  readonly index: number
  readonly image: RgbImage
  readonly encoding: EncodingTraits
  /** Lower-case hex SHA-256 of the decoded file bytes. */
  readonly sha256: string
  /** Milliseconds after the first colour appeared; null when the SDK did not say. */
  readonly tMs: number | null
}

export interface FlashChallenge {
  /** `#RRGGBB`, in display order. */
  readonly colors: readonly string[]
  readonly holdMs: readonly number[]
}

export interface FlashSample {
  readonly tMs: number
  readonly meanR: number
  readonly meanG: number
  readonly meanB: number
}

/** Everything a voter may look at. Derived inputs are computed once, on first use. */
export interface Evidence {
  readonly frames: readonly Frame[]
  /** One entry a frame; null where no card was found. */
  readonly cards: readonly (LocatedCard | null)[]
  /** Index of the frame that was read. */
  readonly bestFrame: number
  readonly reading: CardReading
  readonly challenge: FlashChallenge | null
  readonly flashSource: 'screen' | 'torch' | null
  readonly flashSamples: readonly FlashSample[]
  /** What the SDK claims to have read. */
  readonly claims: Readonly<Partial<Record<FieldName, string>>>
  /** Sandbox organisations accept the never-issued serial 0000. */
  readonly specimensAllowed: boolean
  /** Calendar day of the capture in Asia/Jakarta, `YYYY-MM-DD`. */
  readonly today: string
  /**
   * The card of one frame resampled upright to `widthPx` × round(widthPx / 1.5858), bilinear; null where no card was
   * found. Memoised per frame and width.
   */
  rectified(frameIndex: number, widthPx: number): RgbImage | null
}
