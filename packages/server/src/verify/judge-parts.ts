import type { BlobStore, Clock, FusionPolicy } from '@kartu/core'
import type { EncodingTraits, FaceModels, LineReader, RgbImage } from '@kartu/vision'
import type { StoreContext } from '../store/store-context.ts'
import type { Exhibit, Findings } from './exhibit.ts'

/** What judging a capture needs, on the main thread. */
export interface JudgeParts {
  readonly ctx: StoreContext
  readonly blobs: BlobStore
  readonly policy: FusionPolicy
  /** Runs `examineFrames` in a worker. */
  readonly examine: (exhibit: Exhibit) => Promise<Findings>
  /** Told after the verdict is stored. */
  readonly onVerdict: (verdict: string, tier: string) => void
}

/** What examining frames needs, inside a worker. */
export interface Instruments {
  readonly decode: (bytes: Uint8Array) => Promise<{ image: RgbImage; encoding: EncodingTraits }>
  readonly lineReader: LineReader
  /** null: the operator runs without face models on purpose. */
  readonly face: FaceModels | null
  readonly policy: FusionPolicy
  /** Monotonic. */
  readonly clock: Clock
}
