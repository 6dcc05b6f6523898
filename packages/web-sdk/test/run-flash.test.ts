import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateChallengeColors, isSafeSequence } from '@kartu/core/challenge'
import type { CameraFrame } from '../src/camera/camera-port.ts'
import { demandSafeSequence, LEAST_HOLD_SHARE } from '../src/flash/flash-sequence.ts'
import { runFlash, type FlashParts } from '../src/flash/run-flash.ts'

const SEQUENCE = { colors: ['#000000', '#FF0000', '#00FF00'], holdMs: [300, 400, 500] }
const DISPLAY_PERIOD_MS = 16

/** A screen and a camera on one clock that runs as fast as the test asks. The camera sees a colour `latencyMs` late. */
function createScene(options: { readonly framePeriodMs: number; readonly latencyMs?: number }) {
  let nowMs = 1_000
  const shown: { color: string | null; fromMs: number }[] = []
  let watcher: ((frame: CameraFrame) => void) | null = null
  let nextFrameMs = nowMs
  const colorAt = (timeMs: number): string | null =>
    shown.findLast(({ fromMs }) => fromMs <= timeMs - (options.latencyMs ?? 0))?.color ?? null
  const abort = new AbortController()
  const parts: FlashParts<string | null> & { display: { nextPicture(): Promise<number> } } = {
    display: {
      show: (color) => shown.push({ color, fromMs: nowMs }),
      hide: () => shown.push({ color: null, fromMs: nowMs }),
      async nextPicture() {
        nowMs += DISPLAY_PERIOD_MS
        while (watcher !== null && nextFrameMs <= nowMs) {
          watcher({ source: {} as CanvasImageSource, widthPx: 1, heightPx: 1, timeMs: nextFrameMs })
          nextFrameMs += options.framePeriodMs
        }
        return nowMs
      },
    },
    camera: {
      watchFrames(onFrame) {
        watcher = onFrame
        return () => {
          watcher = null
        }
      },
    },
    keep: ({ timeMs }) => colorAt(timeMs),
    discard: () => undefined,
    meanColor: () => [1, 2, 3],
    signal: abort.signal,
  }
  return { parts, shown, abort }
}

describe('running a flash', () => {
  it('keeps one picture of every colour and samples at ten a second or more', async () => {
    const { parts } = createScene({ framePeriodMs: 80 })
    const { pictures, samples } = await runFlash(SEQUENCE, parts)
    expect(pictures.map(({ picture }) => picture)).toEqual(SEQUENCE.colors)
    const gaps = samples.slice(1).map(({ tMs }, i) => tMs - samples[i]!.tMs)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(100)
    expect(samples[0]!.tMs).toBeGreaterThanOrEqual(0)
  })

  it('keeps the last picture of a colour, which exposure has followed longest', async () => {
    const framePeriodMs = 33
    const { pictures } = await runFlash(SEQUENCE, createScene({ framePeriodMs }).parts)
    const endsMs = SEQUENCE.holdMs.map((_hold, i) => SEQUENCE.holdMs.slice(0, i + 1).reduce((a, b) => a + b))
    pictures.forEach(({ tMs }, i) =>
      expect(tMs).toBeGreaterThan(endsMs[i]! - framePeriodMs - DISPLAY_PERIOD_MS),
    )
  })

  it('keeps the right picture with cameras as slow and as late as they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 8, max: 140 }),
        fc.integer({ min: 0, max: 120 }),
        async (framePeriodMs, latencyMs) => {
          const { pictures } = await runFlash(SEQUENCE, createScene({ framePeriodMs, latencyMs }).parts)
          expect(pictures.map(({ picture }) => picture)).toEqual(SEQUENCE.colors)
        },
      ),
    )
  })

  it('keeps the times of the sequence, however long it is, and never leaves a colour standing', async () => {
    const colors = Array.from({ length: 9 }, (_, i) => ['#00C8C8', '#3CCD3C', '#EBA028'][i % 3]!)
    const holdMs = colors.map((_color, i) => 300 + 7 * i)
    const { parts, shown } = createScene({ framePeriodMs: 33 })
    await runFlash({ colors, holdMs }, parts)
    let dueMs = shown[0]!.fromMs
    holdMs.forEach((hold, step) => {
      dueMs += hold
      const lateMs = shown[step + 1]!.fromMs - dueMs
      expect(lateMs).toBeGreaterThanOrEqual(0)
      expect(lateMs).toBeLessThanOrEqual(3 * DISPLAY_PERIOD_MS)
    })
    expect(shown.at(-1)!.color).toBeNull()
  })

  it('makes up for a picture drawn late without cutting a colour short', async () => {
    const scene = createScene({ framePeriodMs: 33 })
    const draw = scene.parts.display.nextPicture
    let drawn = 0
    scene.parts.display.nextPicture = async () => {
      drawn += 1
      if (drawn === 20) for (let i = 0; i < 12; i += 1) await draw()
      return draw()
    }
    await runFlash(SEQUENCE, scene.parts)
    SEQUENCE.holdMs.forEach((hold, step) => {
      const shownMs = scene.shown[step + 1]!.fromMs - scene.shown[step]!.fromMs
      expect(shownMs).toBeGreaterThanOrEqual(0.8 * hold)
    })
  })

  it('tells times on the sequence’s clock even where every colour is drawn very late', async () => {
    const scene = createScene({ framePeriodMs: 80 })
    const show = scene.parts.display.show.bind(scene.parts.display)
    const draw = scene.parts.display.nextPicture
    let isLate = false
    scene.parts.display.show = (color) => {
      isLate = true
      show(color)
    }
    scene.parts.display.nextPicture = async () => {
      for (let i = 0; isLate && i < 18; i += 1) await draw()
      isLate = false
      return draw()
    }
    const { pictures, samples } = await runFlash(SEQUENCE, scene.parts)
    const ends = [300, 700, Infinity]
    const stepOf = (tMs: number): number => ends.findIndex((endMs) => tMs < endMs)
    expect(pictures.map(({ tMs }) => stepOf(tMs))).toEqual([0, 1, 2])
    const times = samples.map(({ tMs }) => tMs)
    expect(times.toSorted((a, b) => a - b)).toEqual(times)
  })

  it('refuses an unsafe sequence before it shows anything', async () => {
    const strobe = { colors: Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? '#FFFFFF' : '#000000')) }
    const { parts, shown } = createScene({ framePeriodMs: 33 })
    const flash = runFlash({ ...strobe, holdMs: strobe.colors.map(() => 100) }, parts)
    await expect(flash).rejects.toMatchObject({ code: 'flash_unsafe' })
    expect(shown.filter(({ color }) => color !== null)).toEqual([])
  })

  it('may show every sequence that the service generates, with holds cut and stretched as a page draws them', () => {
    const byte = fc.infiniteStream(fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        byte,
        fc.constantFrom('standard' as const, 'calm' as const),
        byte,
        (bytes, palette, late) => {
          const random = { bytes: (n: number) => Uint8Array.from({ length: n }, () => bytes.next().value!) }
          const sequence = generateChallengeColors(random, { steps: 7, palette })
          expect(() => demandSafeSequence(sequence)).not.toThrow()
          const drawn = sequence.holdMs.map((hold) => hold * (LEAST_HOLD_SHARE + late.next().value! / 255))
          expect(isSafeSequence(sequence.colors, drawn)).toBe(true)
        },
      ),
    )
  })

  it('says so when the camera missed a colour', async () => {
    const { parts } = createScene({ framePeriodMs: 900 })
    await expect(runFlash(SEQUENCE, parts)).rejects.toMatchObject({ code: 'flash_too_slow' })
  })

  it('stops at once when it is interrupted', async () => {
    const { parts, shown, abort } = createScene({ framePeriodMs: 33 })
    const flash = runFlash(SEQUENCE, parts)
    abort.abort()
    await expect(flash).rejects.toMatchObject({ code: 'interrupted' })
    expect(shown.at(-1)?.color ?? null).toBeNull()
  })
})
