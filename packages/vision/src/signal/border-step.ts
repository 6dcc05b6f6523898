import { MAD_TO_SIGMA, median, medianOfFirst, quantile } from './order-statistics.ts'
import { SEN_EXCESS, theilSen } from './theil-sen.ts'

/** The step from paper to photo along one side. */
export interface BorderStep {
  /** From four fifths paper to one fifth, or as near as paper and photo vary, over all that lies between, px. */
  readonly widthPx: number
  /** Largest part of the border's own colour that is neither paper nor photo, over the difference between the two. */
  readonly foreign: number
  /** Change of colour over the step, code values summed over three channels. */
  readonly contrast: number
  /** Median distance of the step from a straight line, px. */
  readonly wanderPx: number
  /** Distance of the step from the outer edge of what was looked at, px, where the side begins and where it ends. */
  readonly beginsPx: number
  readonly endsPx: number
  /** How far the step moves towards the photo for each pixel along the side, and one standard deviation of that. */
  readonly slope: number
  readonly slopeError: number
  /**
   * Light of a line along the step, px of its width times its brightness over that of paper: negative for a dark line. Blur and sharpening
   * take from one flank what they give to the other and leave 0.
   */
  readonly lineLight: number
  /** From paper (1) to photo (0) across the step, two samples a pixel, the step in the middle. */
  readonly profile: readonly number[]
}

const CHANNELS = 3
/** Half the distance over which a step is looked for, px: blur of the camera is two. */
const SEEK_PX = 3
/** Of the places along a side at least three quarters must change so much: text beside the photo does not. */
const SEEK_QUANTILE = 0.25
const CONTRAST_LEAST = 18
/** Every how many pixels along the side a step is looked for. */
export const SEEK_STRIDE = 6
/** Profiles run this far to both sides of the step, px: 2 mm. */
export const STEP_REACH = 30
const PROFILE_SIZE = 2 * STEP_REACH + 1
/** Paper and photo are what lies this far from the step, px. */
const LEVEL_FROM = 8
const LEVEL_TO = 22
/** The step may stray so far from where it was found, px. */
const STRAY_MOST = 12
/** Stretches along the side that are measured apart, and how many must show the step. */
const STRETCHES = 16
const STRETCHES_LEAST = 8
/** Squared distance of paper and photo below which they are too alike, code values. */
const UNLIKE_LEAST = 400
/** A step of brightness that is measured, code values. */
const LUMA_STEP_LEAST = 25
/** The joined profile: samples a pixel, and pixels to both sides. */
const FINENESS = 2
const JOINED_REACH = 20
const FOREIGN_REACH = 12
/** What takes longer to change, px (0.8 mm), is a veil or a worn place and no edge. */
const WIDTH_MOST = 12
/** No stretch's place is trusted closer than this, px. */
const PLACE_PX = 0.1
/** Half the distance over which light along the step is added up, px (0.4 mm), and how far off paper and photo beside it are taken. */
const LINE_REACH = 6
const BESIDE_TO = 14

/** One stretch of the side: 1 where it looks like paper, 0 like photo, and what is neither. */
interface Profile {
  readonly stretch: number
  readonly middle: number
  readonly paper: Float32Array
  readonly foreign: Float32Array
  /** By how much of its brightness paper is lighter than the photo. */
  readonly lighter: number
}

/** Where a step is, from the outer edge of what was looked at, and how much colour changes there. */
interface FoundStep {
  readonly placePx: number
  readonly contrast: number
}

/**
 * The place across the side where colour changes most along nearly all of its length, in levels `[along][across][channel]`, paper first,
 * of every `SEEK_STRIDE`th pixel along the side; null where there is no clear step.
 */
export function seekStep(levels: Float32Array, depth: number): FoundStep | null {
  let best = { placePx: 0, contrast: 0 }
  const changes = new Float64Array(levels.length / (CHANNELS * depth))
  for (let place = STEP_REACH; place < depth - STEP_REACH; place++) {
    for (let along = 0; along < changes.length; along++) {
      const before = CHANNELS * (along * depth + place - SEEK_PX)
      const after = CHANNELS * (along * depth + place + SEEK_PX)
      changes[along] =
        Math.abs(levels[after]! - levels[before]!) +
        Math.abs(levels[after + 1]! - levels[before + 1]!) +
        Math.abs(levels[after + 2]! - levels[before + 2]!)
    }
    const contrast = quantile(changes, SEEK_QUANTILE)
    if (contrast > best.contrast) best = { placePx: place, contrast }
  }
  return best.contrast < CONTRAST_LEAST ? null : best
}

/**
 * Measures the step in levels of every pixel along the side, `STEP_REACH` to both sides of where it was found: stretches are laid upon each
 * other along the straight line through their steps, so that the outline's tilt does not widen it. Null where it is none.
 */
export function measureStep(levels: Float32Array, { placePx, contrast }: FoundStep): BorderStep | null {
  const length = levels.length / (CHANNELS * PROFILE_SIZE)
  const profiles = Array.from({ length: STRETCHES }, (_, stretch) => {
    const from = Math.round((stretch * length) / STRETCHES)
    const to = Math.round(((stretch + 1) * length) / STRETCHES)
    return profileOf(levels, from, to, stretch)
  }).filter((profile) => profile !== null)
  if (profiles.length < STRETCHES_LEAST) return null
  const line = theilSen(
    profiles.map(({ stretch }) => stretch),
    profiles.map(({ middle }) => middle),
  )
  const offset = (profile: Profile): number => line.offset + line.slope * profile.stretch
  const paper = joinProfiles(profiles, offset, (profile) => profile.paper)
  const foreign = joinProfiles(profiles, offset, (profile) => profile.foreign)
  const middle = FINENESS * JOINED_REACH
  const near = foreign.slice(middle - FINENESS * FOREIGN_REACH, middle + FINENESS * FOREIGN_REACH + 1)
  const widthPx = (lastBelow(paper, photoLevel(paper)) - firstBelow(paper, paperLevel(paper))) / FINENESS
  if (!(widthPx <= WIDTH_MOST)) return null
  const wanderPx = median(profiles.map((profile) => Math.abs(profile.middle - offset(profile))))
  const stretchPx = length / STRETCHES
  return {
    widthPx,
    foreign: Math.max(...near),
    contrast,
    wanderPx,
    slope: line.slope / stretchPx,
    slopeError: slopeErrorOf(profiles, wanderPx) / stretchPx,
    lineLight: lineLightOf(paper) * median(profiles.map(({ lighter }) => lighter)),
    beginsPx: placePx - STEP_REACH + line.offset - line.slope / 2,
    endsPx: placePx - STEP_REACH + line.offset + line.slope * (STRETCHES - 0.5),
    profile: paper,
  }
}

/** One standard deviation of the slope of the line through the stretches, px a stretch. */
function slopeErrorOf(profiles: readonly Profile[], wanderPx: number): number {
  const centre = profiles.reduce((sum, { stretch }) => sum + stretch, 0) / profiles.length
  const spread = Math.sqrt(profiles.reduce((sum, { stretch }) => sum + (stretch - centre) ** 2, 0))
  return (SEN_EXCESS * Math.max(PLACE_PX, MAD_TO_SIGMA * wanderPx)) / spread
}

/**
 * What the flanks of the step hold more than those of a step that is alike to both sides, px times the difference between paper and photo,
 * which are taken right beside it, so that a slow change of light is none of it.
 */
function lineLightOf(profile: readonly number[]): number {
  const middle = FINENESS * JOINED_REACH
  const [near, far] = [FINENESS * LINE_REACH, FINENESS * BESIDE_TO]
  const paper = median(profile.slice(middle - far, middle - near + 1))
  const photo = median(profile.slice(middle + near, middle + far + 1))
  const half = (paper + photo) / 2
  const falls = profile.flatMap((value, i) =>
    value < half && profile[i - 1]! >= half ? [fallThrough(profile, i, half)] : [],
  )
  if (falls.length === 0) return NaN
  const step = falls.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a))
  let sum = 0
  for (let i = 1; i <= FINENESS * LINE_REACH; i++) {
    sum += valueAt(profile, step - i) + valueAt(profile, step + i) - paper - photo
  }
  return sum / FINENESS / (paper - photo)
}

function valueAt(profile: readonly number[], at: number): number {
  const i = Math.floor(at)
  return profile[i]! + (at - i) * (profile[i + 1]! - profile[i]!)
}

function profileOf(levels: Float32Array, from: number, to: number, stretch: number): Profile | null {
  const mean = new Float32Array(CHANNELS * PROFILE_SIZE)
  for (let along = from; along < to; along++) {
    const row = CHANNELS * along * PROFILE_SIZE
    for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! + levels[row + i]! / (to - from)
  }
  const outside = levelOf(mean, LEVEL_FROM, LEVEL_TO)
  const inside = levelOf(mean, STEP_REACH + LEVEL_FROM, STEP_REACH + LEVEL_TO)
  const way = outside.map((value, c) => value - inside[c]!)
  const square = way.reduce((sum, value) => sum + value * value, 0)
  const insideLuma = lumaAt(inside, 0)
  const lumaStep = lumaAt(outside, 0) - insideLuma
  if (square < UNLIKE_LEAST || Math.abs(lumaStep) < LUMA_STEP_LEAST) return null
  const paper = new Float32Array(PROFILE_SIZE)
  const foreign = new Float32Array(PROFILE_SIZE)
  for (let i = 0; i < PROFILE_SIZE; i++) {
    let along = 0
    let all = 0
    for (let c = 0; c < CHANNELS; c++) {
      const difference = mean[CHANNELS * i + c]! - inside[c]!
      along += difference * way[c]!
      all += difference * difference
    }
    paper[i] = (lumaAt(mean, CHANNELS * i) - insideLuma) / lumaStep
    foreign[i] = Math.sqrt(Math.max(0, all / square - (along / square) ** 2))
  }
  const middle = middleOf(paper)
  return middle === null
    ? null
    : { stretch, middle, paper, foreign, lighter: lumaStep / (insideLuma + lumaStep) }
}

function levelOf(mean: Float32Array, from: number, to: number): readonly [number, number, number] {
  const level: [number, number, number] = [0, 0, 0]
  for (let i = from; i < to; i++) {
    for (let c = 0; c < CHANNELS; c++) level[c]! += mean[CHANNELS * i + c]! / (to - from)
  }
  return level
}

/** Luma (ITU-R BT.601): cameras and encoders blur colour more than brightness. */
const lumaAt = (levels: ArrayLike<number>, at: number): number =>
  0.299 * levels[at]! + 0.587 * levels[at + 1]! + 0.114 * levels[at + 2]!

/** Where a profile falls through half nearest to its middle. */
function middleOf(paper: Float32Array): number | null {
  let middle: number | null = null
  for (let i = STEP_REACH - STRAY_MOST; i < STEP_REACH + STRAY_MOST; i++) {
    if (!(paper[i]! >= 0.5 && paper[i + 1]! < 0.5)) continue
    const at = i + (paper[i]! - 0.5) / (paper[i]! - paper[i + 1]!)
    if (middle === null || Math.abs(at - STEP_REACH) < Math.abs(middle - STEP_REACH)) middle = at
  }
  return middle
}

/** Median of the stretches at each distance from the step. */
function joinProfiles(
  profiles: readonly Profile[],
  offset: (profile: Profile) => number,
  pick: (profile: Profile) => Float32Array,
): readonly number[] {
  const seen = new Float64Array(profiles.length)
  return Array.from({ length: 2 * FINENESS * JOINED_REACH + 1 }, (_, i) => {
    const distance = i / FINENESS - JOINED_REACH
    let count = 0
    for (const profile of profiles) {
      const at = offset(profile) + distance
      const left = Math.floor(at)
      const values = pick(profile)
      if (!(left >= 0 && left + 1 < values.length)) continue
      seen[count++] = values[left]! + (at - left) * (values[left + 1]! - values[left]!)
    }
    return medianOfFirst(seen, count)
  })
}

/** A step ends a fifth from paper and from photo; where they vary more by themselves, as ruled grounds do, as far off as they do. */
const STEP_END = 0.2
const STEP_END_MOST = 0.3
/** What lies this far from the step, px, belongs to neither it nor what a stuck-on photo leaves around its edge. */
const GROUND_FROM = 11

function paperLevel(profile: readonly number[]): number {
  const ground = profile.slice(0, FINENESS * (JOINED_REACH - GROUND_FROM))
  return 1 - Math.min(STEP_END_MOST, Math.max(STEP_END, 1 - Math.min(...ground)))
}

function photoLevel(profile: readonly number[]): number {
  const ground = profile.slice(FINENESS * (JOINED_REACH + GROUND_FROM) + 1)
  return Math.min(STEP_END_MOST, Math.max(STEP_END, ...ground))
}

function firstBelow(profile: readonly number[], level: number): number {
  const i = profile.findIndex((value, k) => k > 0 && value < level && profile[k - 1]! >= level)
  return i < 0 ? NaN : fallThrough(profile, i, level)
}

function lastBelow(profile: readonly number[], level: number): number {
  const i = profile.findLastIndex((value, k) => k > 0 && value < level && profile[k - 1]! >= level)
  return i < 0 ? NaN : fallThrough(profile, i, level)
}

const fallThrough = (profile: readonly number[], i: number, level: number): number =>
  i - 1 + (profile[i - 1]! - level) / (profile[i - 1]! - profile[i]!)
