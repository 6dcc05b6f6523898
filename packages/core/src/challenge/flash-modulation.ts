import { linearise } from './color-science.ts'
import { seenLight, type SeenLight } from './seen-light.ts'

/** Mean colour of the card area in one picture of the camera; the shape of contract §5. */
export interface FlashSample {
  /** Milliseconds after the first colour appeared, on the sequence's clock. */
  readonly tMs: number
  /** sRGB codes, 0–255. */
  readonly meanR: number
  readonly meanG: number
  readonly meanB: number
}

/** The colours that were shown, and how long each. */
interface ShownSequence {
  /** `#RRGGBB`, in display order. */
  readonly colors: readonly string[]
  /** Milliseconds, one per colour. */
  readonly holdMs: readonly number[]
}

/**
 * Flash over ambient light below which the flash is drowned. The service counts a flash from 0.12 on (`flash_reflectance`: the glass
 * of a display reflects up to that), and asks it of all but the least lit parts of a card, which are lit less than its mean. So a flash
 * that is drowned here the service could not have counted. Of 144 simulated genuine captures of the splits `fit` and `choose`, the
 * twelve in sunlight have 0.01 to 0.10 and those in every other light 0.19 and more; of one, overexposed, it cannot be told.
 */
export const DROWNED_BELOW = 0.12

/** A colour's light needs up to 200 ms to reach a picture: by half of a hold of 300 ms and more, most or all of it is there. */
const SETTLED_SHARE = 0.5
const DELAYS_MS = [0, 50, 100, 150, 200] as const
/** An offset and a line of drift take two values of each channel. */
const SAMPLES_MIN = 5
/** Two colours' change looks like drift. */
const COLORS_MIN = 3
/** Codes beyond these are of a picture too dark or too bright to have a hue. */
const HUE_CODES = [1, 254] as const
/** Range and step factor of the search: far below anything that can be seen, up to a dark room. */
const LEAST = 0.004
const MOST = 20
const FACTOR = 1.1
/** Squared length of a prediction that is rounding. */
const LEAST_LENGTH = 1e-9

/** ln(R/G) and ln(B/G) of linear light: no exposure changes them. */
type Chromaticity = readonly [redGreen: number, blueGreen: number]

interface SettledSample {
  readonly tMs: number
  readonly seen: Chromaticity
}

/**
 * Flash over ambient light, white screen against black, as the card's mean colour tells: 0 where nothing followed the colours, about 1
 * indoors, up to 20. Null when it cannot be told: fewer than five usable samples, fewer than three colours among them, or colours without hue.
 *
 * Under a colour of linear light c the card reflects 1 + m·c of the ambient light, in each channel. The ratios of channels lose exposure; a
 * constant and a line over time, which white balance drifts along, are taken from what was seen and from what is predicted; then m and
 * the camera's delay are those with the least squared difference. Throws `color_malformed`.
 */
export function flashModulation(samples: readonly FlashSample[], sequence: ShownSequence): number | null {
  const lights = sequence.colors.map(seenLight)
  const stepAt = createClock(sequence.holdMs)
  const settled = settledSamples(samples, sequence.holdMs, stepAt)
  const colors = new Set(settled.map(({ tMs }) => sequence.colors[stepAt(tMs)]))
  if (settled.length < SAMPLES_MIN || colors.size < COLORS_MIN) return null
  const withoutDrift = createDetrend(settled.map(({ tMs }) => tMs))
  const seen = withoutDrift(settled.map((sample) => sample.seen))
  const stepsByDelay = DELAYS_MS.map((delayMs) =>
    settled.map(({ tMs }) => stepAt(Math.max(0, tMs - delayMs))),
  )
  let leastError = squaredLength(seen)
  let fitting = 0
  let longest = 0
  for (let m = LEAST; m < MOST; m *= FACTOR) {
    const chromaticities = lights.map((light) => chromaticityUnder(light, m))
    for (const steps of stepsByDelay) {
      const predicted = withoutDrift(steps.map((step) => chromaticities[step] ?? [0, 0]))
      longest = Math.max(longest, squaredLength(predicted))
      const error = squaredLength(seen.map((value, i) => value - (predicted[i] ?? 0)))
      if (error >= leastError) continue
      leastError = error
      fitting = m
    }
  }
  return longest > LEAST_LENGTH ? fitting : null
}

/**
 * Whether the flash was drowned by the light around, so that the service most likely cannot count it. False where that cannot be told.
 * Throws `color_malformed`.
 */
export function isFlashDrowned(samples: readonly FlashSample[], sequence: ShownSequence): boolean {
  const modulation = flashModulation(samples, sequence)
  return modulation !== null && modulation < DROWNED_BELOW
}

function chromaticityUnder([red, green, blue]: SeenLight, m: number): Chromaticity {
  return [Math.log((1 + m * red) / (1 + m * green)), Math.log((1 + m * blue) / (1 + m * green))]
}

/** Tells the step on display at a time, milliseconds; the last one is open-ended, and −1 is before the first. */
export function createClock(holdMs: readonly number[]): (tMs: number) => number {
  let elapsedMs = 0
  const startsMs = holdMs.map((hold) => (elapsedMs += hold) - hold)
  return (tMs) => startsMs.findLastIndex((startMs) => tMs >= startMs)
}

function settledSamples(
  samples: readonly FlashSample[],
  holdMs: readonly number[],
  stepAt: (tMs: number) => number,
): SettledSample[] {
  const [darkest, brightest] = HUE_CODES
  return samples.flatMap(({ tMs, meanR, meanG, meanB }) => {
    const codes = [meanR, meanG, meanB]
    if (!codes.every((code) => code >= darkest && code <= brightest) || !Number.isFinite(tMs)) return []
    const hold = holdMs[stepAt(tMs)]
    if (hold === undefined || stepAt(tMs - SETTLED_SHARE * hold) !== stepAt(tMs)) return []
    const [r, g, b] = [linearise(meanR), linearise(meanG), linearise(meanB)]
    return [{ tMs, seen: [Math.log(r / g), Math.log(b / g)] as const }]
  })
}

/** Takes from each channel of a series the constant and the line over time that fit it best; both channels, one after the other. */
function createDetrend(timesMs: readonly number[]): (series: readonly Chromaticity[]) => number[] {
  const n = timesMs.length
  const middleMs = timesMs.reduce((sum, t) => sum + t, 0) / n
  const line = timesMs.map((t) => t - middleMs)
  const lineLength = squaredLength(line)
  return (series) =>
    ([0, 1] as const).flatMap((channel) => {
      let [sum, along] = [0, 0]
      series.forEach((pair, i) => {
        sum += pair[channel]
        along += pair[channel] * (line[i] ?? 0)
      })
      const slope = lineLength > 0 ? along / lineLength : 0
      return series.map((pair, i) => pair[channel] - sum / n - slope * (line[i] ?? 0))
    })
}

function squaredLength(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0)
}
