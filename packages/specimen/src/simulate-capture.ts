import { FIELD_NAMES, KartuError, type FieldName } from '@kartu/core'
import type { SpecimenCard } from './card/specimen-card.ts'
import { DEVICE_PROFILES, type JpegSettings } from './optics/device-profile.ts'
import type { FlashSample } from './optics/film-subject.ts'
import type { Quad } from './optics/pose.ts'
import type { StageOptions } from './optics/stage-scene.ts'
import type { Variety } from './optics/variety.ts'
import { createSeededRandom, type SeededRandom } from './random/seeded-random.ts'
import type { FlashCode } from './species/species.ts'
import { drawVariety } from './species/draw-variety.ts'
import { SPECIES } from './species/species-table.ts'

export interface CaptureRequest {
  readonly card: SpecimenCard
  /** Id out of `SPECIES`. */
  readonly species: string
  /** Name out of `DEVICE_PROFILES`. */
  readonly device: string
  /** Null for a capture without a flash. */
  readonly challenge: FlashCode | null
  /** Everything left to chance follows from it. */
  readonly seed: string
  /** Frames of a capture without a flash, 1–12; drawn from 3–5 by default. */
  readonly frameCount?: number
  readonly stage?: StageOptions
  /** How frames are encoded; the device's own way by default. */
  readonly jpeg?: JpegSettings
}

/** What the SDK would put in a bundle, and what is really true. */
export interface SimulatedCapture {
  /** JPEG files. */
  readonly frames: readonly Uint8Array[]
  /** Milliseconds after the first colour appeared, one a frame. */
  readonly frameTimesMs: readonly number[]
  /** Empty without a flash. */
  readonly flashSamples: readonly FlashSample[]
  /** What the SDK claims to have read: values as printed. */
  readonly ocrFields: Readonly<Record<FieldName, string>>
  /** 0–1. */
  readonly ocrConfidence: Readonly<Record<FieldName, number>>
  /** The card's corners in each frame, pixel centres at integers: top left, top right, bottom right, bottom left of the upright card. */
  readonly quads: readonly Quad[]
  readonly truth: {
    readonly species: string
    readonly genuine: boolean
    readonly device: string
    readonly split: 'fit' | 'evaluate'
    /** The genuine card; a tampered one shows `ocrFields`. */
    readonly card: SpecimenCard
    /** Fields whose print was altered. Empty for a swapped portrait, which is no field. */
    readonly tampered: readonly FieldName[]
    readonly variety: Variety
  }
}

const AMBIENT_FRAME_SPACING_MS = 280
const CLAIM_CONFIDENCE_RANGE = [0.86, 0.995] as const

/** The last picture of a colour was taken so long before the next one appears: up to a picture's time at 30 a second. */
const LAST_PICTURE_MS = 25

/** One frame at the end of every colour's hold, where exposure has followed it furthest: the SDK keeps the last picture of each. */
function timesInsideHolds(challenge: FlashCode): number[] {
  let endMs = 0
  return challenge.holdMs.map((holdMs) => {
    endMs += holdMs
    return endMs - LAST_PICTURE_MS
  })
}

function chooseTimes(request: CaptureRequest, random: SeededRandom): number[] {
  if (request.challenge) return timesInsideHolds(request.challenge)
  const count = request.frameCount ?? random.integer(3, 5)
  return Array.from({ length: count }, (_, i) => AMBIENT_FRAME_SPACING_MS * i + random.integer(40, 120))
}

/**
 * Films one presentation of a card as the SDK would. The same request gives the same bytes. Throws
 * `specimen_species_unknown`, `specimen_device_unknown`, `specimen_challenge_malformed`.
 */
export async function simulateCapture(request: CaptureRequest): Promise<SimulatedCapture> {
  const { card, challenge } = request
  const species = SPECIES.find((row) => row.id === request.species)
  if (!species) throw new KartuError('specimen_species_unknown', `no species is called ${request.species}`)
  const device = DEVICE_PROFILES.find((row) => row.name === request.device)
  if (!device) throw new KartuError('specimen_device_unknown', `no device is called ${request.device}`)
  if (challenge && challenge.colors.length !== challenge.holdMs.length) {
    throw new KartuError('specimen_challenge_malformed', 'a challenge has one hold a colour')
  }
  const random = createSeededRandom(`capture/${request.seed}`)
  const variety = request.stage?.variety ?? 'ordinary'
  const drawn = drawVariety(random.fork('variety'), variety, device)
  const frameTimesMs = chooseTimes(request, random.fork('times'))
  const lastMs = frameTimesMs.at(-1) ?? 0
  const film = await species.present({
    card,
    device: { ...device, ...drawn.device },
    challenge,
    random: random.fork(species.id),
    stage: { ...drawn.stage, ...request.stage },
    jpeg: request.jpeg ?? drawn.jpeg ?? device.jpeg,
    frameTimesMs,
    durationMs: challenge ? challenge.holdMs.reduce((sum, hold) => sum + hold, 0) : lastMs + 1,
  })
  const claims = random.fork('claims')
  const confidences = FIELD_NAMES.map((name) => [name, claims.between(...CLAIM_CONFIDENCE_RANGE)] as const)
  return {
    frames: film.frames,
    frameTimesMs,
    flashSamples: challenge ? film.flashSamples : [],
    ocrFields: film.alteration?.shows ?? card.printed,
    ocrConfidence: Object.fromEntries(confidences) as Record<FieldName, number>,
    quads: film.quads,
    truth: {
      species: species.id,
      genuine: species.genuine,
      device: device.name,
      split: device.split,
      card,
      tampered: film.alteration?.tampered ?? [],
      variety,
    },
  }
}
