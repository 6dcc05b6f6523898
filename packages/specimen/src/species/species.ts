import type { FieldName } from '@kartu/core'
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

/** What an attacker changed on the card itself. */
export interface Alteration {
  /** The 16 fields as the altered card shows them. */
  readonly shows: Readonly<Record<FieldName, string>>
  readonly tampered: readonly FieldName[]
}

interface Presentation extends Film {
  /** Only where the card itself was altered. */
  readonly alteration?: Alteration
}

/** One way of presenting a card, genuine or not. A species is one file and one row of the table. */
export interface Species {
  /** Snake case; names the species in reports. */
  readonly id: string
  readonly genuine: boolean
  /** What it is, in one sentence. */
  readonly describes: string
  present(staging: Staging): Promise<Presentation>
}
