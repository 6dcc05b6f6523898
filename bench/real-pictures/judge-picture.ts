import { createHash } from 'node:crypto'
import { assembleCardReading, type CastVote } from '@kartu/core'
import { decodeFrame, gatherEvidence, type Instruments } from '@kartu/server'
import {
  CARD_ASPECT,
  cardFromQuad,
  castVotes,
  createEvidence,
  type Evidence,
  type LocatedCard,
  type RgbImage,
} from '@kartu/vision'

/** Pictures carry no date of their own; ages and dates of issue are judged by this one, so that runs agree. */
const TODAY = '2026-06-01'
/** Share of a picture, across or down, that an assumed card takes: the rest stands for its surroundings. */
const ASSUMED_SHARE = 0.75

export interface JudgedPicture {
  readonly isCardFound: boolean
  readonly votes: readonly CastVote[]
}

/**
 * Lets every voter look at one picture, as a capture of a single frame without a flash.
 * @param assumesCard takes the middle of the picture for the card instead of looking for one, and reads nothing
 * @throws KartuError `frame_undecodable` | `frame_too_large`
 */
export async function judgePicture(
  bytes: Uint8Array,
  instruments: Instruments,
  assumesCard: boolean,
): Promise<JudgedPicture> {
  const evidence = assumesCard ? await assumeEvidence(bytes) : await locateEvidence(bytes, instruments)
  return {
    isCardFound: evidence.cards.some((card) => card !== null),
    votes: castVotes(evidence, instruments.policy),
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const WITHOUT_FLASH = {
  challenge: null,
  flashSource: null,
  flashSamples: [],
  claims: {},
  specimensAllowed: true,
  today: TODAY,
} as const

async function locateEvidence(bytes: Uint8Array, instruments: Instruments): Promise<Evidence> {
  const frames = [{ bytes, sha256: digestOf(bytes), tMs: null }]
  return gatherEvidence({ ...WITHOUT_FLASH, frames }, instruments)
}

async function assumeEvidence(bytes: Uint8Array): Promise<Evidence> {
  const decoded = await decodeFrame(bytes)
  return createEvidence({
    ...WITHOUT_FLASH,
    frames: [{ index: 0, ...decoded, sha256: digestOf(bytes), tMs: null }],
    cards: [middleOf(decoded.image)],
    reading: assembleCardReading({}, { today: TODAY, specimensAllowed: true }),
  })
}

/** A card's outline in the middle of a picture. */
function middleOf({ width, height }: RgbImage): LocatedCard {
  const halfWidth = (ASSUMED_SHARE / 2) * Math.min(width, height * CARD_ASPECT)
  const halfHeight = halfWidth / CARD_ASPECT
  const [left, right] = [width / 2 - halfWidth, width / 2 + halfWidth]
  const [top, bottom] = [height / 2 - halfHeight, height / 2 + halfHeight]
  return cardFromQuad(
    [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ],
    1,
  )
}
