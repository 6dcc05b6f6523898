import { describe, expect, it } from 'vitest'
import { lightOverFrames } from '../src/signal/light-over-frames.ts'

const OWN = Array.from({ length: 24 }, (_, p) => 0.3 * Math.sin(p))
const LIGHT = [0.8, -0.4, 0.1, -0.5]

/** Patches under a changing light, those left out of a frame NaN. */
const filmed = (isSeen: (frame: number, patch: number) => boolean): Float64Array[] =>
  LIGHT.map((light, k) => Float64Array.from(OWN, (own, p) => (isSeen(k, p) ? own + light : NaN)))

describe('lightOverFrames', () => {
  it('is the common change, whatever colours the patches have of their own', () => {
    const { frames, light, own } = lightOverFrames(filmed(() => true))!
    expect(frames).toEqual([0, 1, 2, 3])
    for (const [k, value] of light.entries()) expect(value).toBeCloseTo(LIGHT[k]!, 9)
    for (const [p, value] of own.entries()) expect(value).toBeCloseTo(OWN[p]!, 9)
  })

  it('links frames that share no patch through others that share some with both', () => {
    const values = filmed((k, p) => (k === 0 ? p < 8 : k === 1 ? p >= 16 : true))
    const { frames, light } = lightOverFrames(values)!
    expect(frames).toEqual([0, 1, 2, 3])
    expect(light[0]! - light[1]!).toBeCloseTo(1.2, 9)
  })

  it('leaves out a frame that shares too few patches with any', () => {
    const { frames, light } = lightOverFrames(filmed((k, p) => k !== 2 || p < 4))!
    expect(frames).toEqual([0, 1, 3])
    expect(light.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9)
    expect(lightOverFrames(filmed((k, p) => Math.floor(p / 6) === k))).toBeNull()
  })

  it('is not moved by a patch that glare passes over', () => {
    const values = filmed(() => true)
    for (let p = 0; p < 5; p++) values[3]![p]! += 2
    const { light } = lightOverFrames(values)!
    expect(light[3]! - light[0]!).toBeCloseTo(LIGHT[3]! - LIGHT[0]!, 9)
  })
})
