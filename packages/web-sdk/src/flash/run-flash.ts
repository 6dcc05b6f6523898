import type { FlashSample } from '@kartu/core/challenge'
import { CaptureError } from '../capture-error.ts'
import type { CameraFrame, CameraStream } from '../camera/camera-port.ts'
import type { FlashDisplay } from './flash-display.ts'
import { demandSafeSequence, LEAST_HOLD_SHARE, type FlashSequence } from './flash-sequence.ts'

/**
 * After a colour appears, its light needs the display's and the camera's pipelines to reach a picture: tens of milliseconds, and
 * up to 150 on slow phones. Pictures are taken from this share of the hold on, and the last of them is kept: the camera's exposure
 * has had the longest time to follow, and clips the card least.
 */
const SETTLED_SHARE = 0.5
/** A picture on its way when the colour changes still shows it. */
const PIPELINE_TAIL_MS = 30
/** The last colour stays until a settled picture of it came, so long at most. */
const LAST_PICTURE_TIMEOUT_MS = 1_000

/** One picture kept for the bundle. */
export interface FlashPicture<Picture> {
  readonly picture: Picture
  /** Milliseconds after the first colour appeared, on the sequence's clock. */
  readonly tMs: number
}

export interface FlashRecord<Picture> {
  /** One for each colour, in order. */
  readonly pictures: readonly FlashPicture<Picture>[]
  /** Mean colour of the card area in every picture of the camera. */
  readonly samples: readonly FlashSample[]
  /** When the first colour appeared, clock of `performance.now()`. */
  readonly startedAtMs: number
}

export interface FlashParts<Picture> {
  readonly camera: Pick<CameraStream, 'watchFrames'>
  readonly display: FlashDisplay
  /** Copies a picture while it lasts: `CameraFrame.source` is the camera's own buffer. */
  readonly keep: (frame: CameraFrame) => Picture
  readonly discard: (picture: Picture) => void
  /** Mean red, green and blue (0–255) of the card area. */
  readonly meanColor: (frame: CameraFrame) => readonly [number, number, number]
  /** Ends the flash at once, e.g. when the page is hidden. */
  readonly signal: AbortSignal
}

/**
 * Shows the colours full screen, each until its time in the sequence is over, and films the card meanwhile: one settled picture for each colour and
 * a sample of every picture. Times of displays and pictures are on one clock, and told on the sequence's: a slow phone draws a colour
 * late, and the service, which knows the holds but not the lateness, would take its pictures for another colour's. Throws `flash_unsafe` before anything is shown,
 * `interrupted`, and `flash_too_slow` when the camera gave no picture of some colour.
 */
export async function runFlash<Picture>(
  sequence: FlashSequence,
  parts: FlashParts<Picture>,
): Promise<FlashRecord<Picture>> {
  demandSafeSequence(sequence)
  const { display, signal } = parts
  const recorder = createRecorder(sequence, parts)
  const stop = parts.camera.watchFrames((frame) => recorder.record(frame))
  try {
    let dueMs: number | null = null
    for (const [step, color] of sequence.colors.entries()) {
      demandOn(signal)
      recorder.leave()
      display.show(color)
      const shownAtMs = await display.nextPicture()
      recorder.begin(step, shownAtMs)
      const holdMs = sequence.holdMs[step] ?? 0
      dueMs = (dueMs ?? shownAtMs) + holdMs
      const endMs = Math.max(dueMs, shownAtMs + LEAST_HOLD_SHARE * holdMs)
      let nowMs = shownAtMs
      while (nowMs < endMs) {
        nowMs = await display.nextPicture()
        demandOn(signal)
      }
    }
    await untilLastPicture(recorder, parts)
    return recorder.finish()
  } catch (error) {
    recorder.discardAll()
    throw error
  } finally {
    stop()
    display.hide()
  }
}

function demandOn(signal: AbortSignal): void {
  if (signal.aborted) throw new CaptureError('interrupted', 'the flash was interrupted')
}

async function untilLastPicture(
  recorder: { readonly hasLastPicture: boolean },
  { display, signal }: Pick<FlashParts<unknown>, 'display' | 'signal'>,
): Promise<void> {
  const fromMs = await display.nextPicture()
  let nowMs = fromMs
  while (!recorder.hasLastPicture && nowMs < fromMs + LAST_PICTURE_TIMEOUT_MS) {
    nowMs = await display.nextPicture()
    demandOn(signal)
  }
}

function createRecorder<Picture>({ colors, holdMs }: FlashSequence, parts: FlashParts<Picture>) {
  const kept: (FlashPicture<Picture> | undefined)[] = []
  const samples: FlashSample[] = []
  const startsMs: number[] = []

  const nominalStartsMs = holdMs.map((_hold, step) => holdMs.slice(0, step).reduce((sum, ms) => sum + ms, 0))
  /** So long after a colour appeared, counted from when the sequence has it appear and within its hold. The last one is open-ended. */
  const onSequenceClock = (step: number, timeMs: number): number => {
    const sinceMs = timeMs - (startsMs[step] ?? timeMs)
    const mostMs = step === colors.length - 1 ? Infinity : (holdMs[step] ?? 0) - 1
    return roundMs((nominalStartsMs[step] ?? 0) + Math.min(sinceMs, mostMs))
  }
  /** The step whose settled light a picture taken at that time shows; −1 while a colour is still arriving. */
  const settledStep = (timeMs: number): number => {
    const step = startsMs.findLastIndex((startMs) => timeMs >= startMs)
    const startMs = startsMs[step]
    if (startMs === undefined) return -1
    const previousMs = startsMs[step - 1]
    if (previousMs !== undefined && timeMs < startMs + PIPELINE_TAIL_MS && kept[step - 1] === undefined)
      return step - 1
    return timeMs >= startMs + SETTLED_SHARE * (holdMs[step] ?? 0) ? step : -1
  }
  /** The last step that another colour follows already, on display or on its way: a picture taken now may show either. */
  let lastLeft = -1
  const discardAll = (): void => {
    for (const entry of kept) if (entry !== undefined) parts.discard(entry.picture)
  }
  return {
    leave(): void {
      lastLeft = startsMs.length - 1
    },
    begin(step: number, shownAtMs: number): void {
      startsMs[step] = shownAtMs
    },
    record(frame: CameraFrame): void {
      const shownStep = startsMs.findLastIndex((startMs) => frame.timeMs >= startMs)
      if (shownStep < 0) return
      const [meanR, meanG, meanB] = parts.meanColor(frame)
      samples.push({ tMs: onSequenceClock(shownStep, frame.timeMs), meanR, meanG, meanB })
      const step = settledStep(frame.timeMs)
      if (step < 0) return
      const earlier = kept[step]
      if (earlier !== undefined && step <= lastLeft) return
      if (earlier !== undefined) parts.discard(earlier.picture)
      kept[step] = { picture: parts.keep(frame), tMs: onSequenceClock(step, frame.timeMs) }
    },
    get hasLastPicture(): boolean {
      return kept[colors.length - 1] !== undefined
    },
    finish(): FlashRecord<Picture> {
      const pictures = colors.flatMap((_color, step) => kept[step] ?? [])
      if (pictures.length < colors.length)
        throw new CaptureError('flash_too_slow', 'the camera gave no picture of some colour')
      return { pictures, samples, startedAtMs: startsMs[0] ?? 0 }
    },
    discardAll,
  }
}

function roundMs(ms: number): number {
  return Math.round(ms * 10) / 10
}
