import type { SpecimenCard } from '../card/specimen-card.ts'
import type { DeviceProfile, JpegSettings } from '../optics/device-profile.ts'
import type { Film } from '../optics/film-subject.ts'
import type { StageOptions } from '../optics/stage-scene.ts'
import type { SeededRandom } from '../random/seeded-random.ts'

/** Colours and holds of a flash challenge, as the server issued them. */
export interface FlashCode {
  /** `#RRGGBB`, in display order. */
  readonly colors: readonly string[]
  readonly holdMs: readonly number[]
}

/** What a presentation is made from. */
export interface Staging {
  readonly card: SpecimenCard
  readonly device: DeviceProfile
  readonly challenge: FlashCode | null
  readonly random: SeededRandom
  readonly stage: StageOptions
  readonly jpeg: JpegSettings
  readonly frameTimesMs: readonly number[]
  readonly durationMs: number
}

/** One way of presenting a card, genuine or not. A species is one file and one row of the table. */
export interface Species {
  /** Snake case; names the species in reports. */
  readonly id: string
  readonly genuine: boolean
  /** What it is, in one sentence. */
  readonly describes: string
  present(staging: Staging): Promise<Film>
}
