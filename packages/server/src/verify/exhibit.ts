import type { CardReading, CastVote, FieldName } from '@kartu/core'
import type { FlashChallenge, FlashSample } from '@kartu/vision'

/** What a worker is given to examine: an opened bundle and what it must be judged against. Clonable. */
export interface Exhibit {
  readonly frames: readonly ExhibitFrame[]
  readonly challenge: FlashChallenge | null
  readonly flashSource: 'screen' | 'torch' | null
  readonly flashSamples: readonly FlashSample[]
  readonly claims: Readonly<Partial<Record<FieldName, string>>>
  readonly specimensAllowed: boolean
  /** Calendar day of the capture in Asia/Jakarta, `YYYY-MM-DD`. */
  readonly today: string
}

export interface ExhibitFrame {
  readonly bytes: Uint8Array
  /** Lower-case hex SHA-256 of `bytes`. */
  readonly sha256: string
  readonly tMs: number | null
}

/** What a worker saw: no verdict yet. Clonable. */
export interface Findings {
  /** Whether a KTP was located in any frame. */
  readonly isCardFound: boolean
  readonly reading: CardReading
  readonly votes: readonly CastVote[]
  readonly face: FoundFace | null
  /** Wall time of each stage, milliseconds. */
  readonly stageMs: Readonly<Record<string, number>>
  /** Time of each voter by the same clock; the first that asks for a shared input pays for it. */
  readonly voterMs: Readonly<Record<string, number>>
}

export interface FoundFace {
  /** null: the operator runs without face models on purpose. */
  readonly embedding: Float32Array | null
  readonly modelId: string
}
