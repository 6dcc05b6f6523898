import { inventCard, simulateCapture, type StageOptions } from '@kartu/specimen'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createFrameAnalyser, type FrameAnalysis } from '../src/guidance/analyse-frame.ts'
import { createSightingJudge, ORDINARY_GATES, type Advice } from '../src/guidance/judge-sighting.ts'

const ANALYSED_WIDTH_PX = 800
const STAGE: StageOptions = { widthFraction: 0.73, rollDegrees: 3, tiltDegrees: [2, -3], roomLux: 300 }

/** What guidance sees of a simulated card and says of it, picture by picture. */
async function look(device: string, seed: string, stage: StageOptions) {
  const { frames, frameTimesMs } = await simulateCapture({
    card: inventCard(seed),
    species: 'bona_fide',
    device,
    challenge: null,
    seed,
    frameCount: 2,
    stage: { ...STAGE, ...stage },
  })
  const analyses: (FrameAnalysis | null)[] = []
  const advice: Advice[] = []
  const judge = createSightingJudge(ORDINARY_GATES)
  for (const [i, jpeg] of frames.entries()) {
    const { width } = await sharp(jpeg).metadata()
    const small = sharp(jpeg).resize(ANALYSED_WIDTH_PX).removeAlpha().raw()
    const { data, info } = await small.toBuffer({ resolveWithObject: true })
    const image = { width: info.width, height: info.height, data: new Uint8Array(data) }
    const analysis = createFrameAnalyser().analyse(image)
    analyses.push(analysis)
    advice.push(judge.judge({ timeMs: frameTimesMs[i]!, pictureWidthPx: width, analysis }))
  }
  return { analyses, advice }
}

describe.each(['phone-entry', 'laptop-webcam'])('guidance before a simulated %s', (device) => {
  it.each(['a', 'b', 'c'])('is content with a card in focus in an ordinary hand (%s)', async (seed) => {
    const { analyses, advice } = await look(device, seed, {})
    expect(advice).toEqual(['hold_still', 'hold_still'])
    expect(analyses[0]!.sharpness).toBeGreaterThan(ORDINARY_GATES.leastSharpness + 0.1)
    expect(analyses[0]!.widthShare).toBeCloseTo(0.73, 1)
  })

  it.each([
    ['blur', { defocusPx: 4 }],
    ['closer', { widthFraction: 0.45 }],
    ['straighter', { rollDegrees: 40, widthFraction: 0.62 }],
    ['glare', { glare: { at: { x: 0.3, y: 0.5 }, radiusMm: 5 } }],
  ] as const)('says %s', async (wanted, stage) => {
    const { advice } = await look(device, 'b', stage)
    expect(advice[0]).toBe(wanted)
  })
})
