import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CHALLENGE_PALETTES,
  countFlashes,
  generateChallengeColors,
  isSafeSequence,
  MAX_HOLD_MS,
  MAX_STEPS,
  MIN_HOLD_MS,
  MIN_STEPS,
  relativeLuminance,
  shiftSimilarity,
  type PaletteName,
} from '../src/challenge/index.ts'
import type { Randomness } from '../src/index.ts'

const SEEDS = 1000
const STEPS = Array.from({ length: MAX_STEPS - MIN_STEPS + 1 }, (_, i) => MIN_STEPS + i)
const PALETTES: readonly PaletteName[] = ['standard', 'calm']

/** xorshift32: enough for tests, never for a challenge. */
function seeded(seed: number): Randomness {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  return {
    bytes: (length) =>
      Uint8Array.from({ length }, () => {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        return (state >>> 8) & 255
      }),
  }
}

/** Opposing luminance changes in each window, counted state by state; an oracle that shares no code with the source. */
function slowGeneralFlashes(colors: readonly string[], holdMs: readonly number[]): number {
  const luminances = colors.map(relativeLuminance)
  let worst = 0
  for (let start = 0; start < colors.length; start++) {
    let elapsedMs = 0
    let transitions = 0
    let extreme = luminances[start] ?? 0
    let direction = 0
    for (let i = start; i + 1 < colors.length; i++) {
      if (i > start) elapsedMs += holdMs[i] ?? 0
      if (elapsedMs > 1000) break
      const next = luminances[i + 1] ?? 0
      const change = next - extreme
      if (Math.sign(change) === direction) extreme = next
      else if (Math.abs(change) >= 0.1 && Math.min(next, extreme) < 0.8) {
        transitions++
        direction = Math.sign(change)
        extreme = next
      }
    }
    worst = Math.max(worst, transitions / 2)
  }
  return worst
}

describe.each(PALETTES)('A generated challenge of the %s palette', (paletteName) => {
  const palette = CHALLENGE_PALETTES[paletteName]
  const all = [...palette.chromatic, ...palette.neutral]

  test.each(STEPS)('with %i steps meets every rule for a thousand seeds', (steps) => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const { colors, holdMs } = generateChallengeColors(seeded(seed * 31 + steps), {
        steps,
        palette: paletteName,
      })
      expect(colors.length).toBe(steps)
      expect(holdMs.length).toBe(steps)
      expect(colors.every((color) => all.includes(color))).toBe(true)
      expect(colors.every((color, i) => color !== colors[i + 1])).toBe(true)
      expect(
        holdMs.every((hold) => Number.isInteger(hold) && hold >= MIN_HOLD_MS && hold <= MAX_HOLD_MS),
      ).toBe(true)
      expect(colors).toContain(palette.reference)
      const chromatic = colors.filter((color) => palette.chromatic.includes(color))
      expect(new Set(chromatic).size).toBeGreaterThanOrEqual(Math.min(3, steps - 1))
      expect(shiftSimilarity(colors)).toBeLessThanOrEqual(0.5)
      expect(isSafeSequence(colors, holdMs)).toBe(true)
      expect(slowGeneralFlashes(colors, holdMs)).toBeLessThanOrEqual(palette.limits.maxGeneralFlashes)
      expect(countFlashes(colors, holdMs).redFlashes).toBeLessThanOrEqual(palette.limits.maxRedFlashes)
    }
  })

  test('differs from seed to seed', () => {
    const seen = new Set(
      Array.from({ length: 500 }, (_, seed) =>
        generateChallengeColors(seeded(seed), { steps: 5, palette: paletteName }).colors.join(),
      ),
    )
    expect(seen.size).toBeGreaterThan(350)
  })
})

describe('The standard palette', () => {
  test('allows within any second two general flashes and one red one', () => {
    expect(CHALLENGE_PALETTES.standard.limits).toEqual({ maxGeneralFlashes: 2, maxRedFlashes: 1 })
  })

  test('uses each of its colours and the whole range of holds', () => {
    const colors = new Set<string>()
    const holds = new Set<number>()
    for (let seed = 0; seed < 2000; seed++) {
      const challenge = generateChallengeColors(seeded(seed), { steps: 5, palette: 'standard' })
      for (const color of challenge.colors) colors.add(color)
      for (const hold of challenge.holdMs) holds.add(hold)
    }
    expect(colors.size).toBe(8)
    expect(holds.size).toBe(MAX_HOLD_MS - MIN_HOLD_MS + 1)
  })
})

describe('The calm palette', () => {
  test('differs by less than a flash’s luminance and holds no saturated red', () => {
    const { chromatic, neutral } = CHALLENGE_PALETTES.calm
    const luminances = [...chromatic, ...neutral].map(relativeLuminance)
    expect(Math.max(...luminances) - Math.min(...luminances)).toBeLessThan(0.05)
  })

  test('makes no flash at any rate', () => {
    const { chromatic, neutral } = CHALLENGE_PALETTES.calm
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...chromatic, ...neutral), { minLength: 2, maxLength: 40 }),
        (colors) => {
          expect(
            countFlashes(
              colors,
              colors.map(() => 17),
            ),
          ).toEqual({ generalFlashes: 0, redFlashes: 0 })
        },
      ),
    )
  })
})

describe('Flash safety after WCAG 2.3.1', () => {
  const alternate = (a: string, b: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => (i % 2 === 0 ? a : b))
  const hold = (colors: readonly string[], ms: number): number[] => colors.map(() => ms)

  test('counts seven transitions in a second as three and a half flashes, which fail, and six as three, which pass', () => {
    const eight = alternate('#000000', '#FFFFFF', 8)
    expect(countFlashes(eight, hold(eight, 160))).toMatchObject({ generalFlashes: 3.5 })
    expect(isSafeSequence(eight, hold(eight, 160))).toBe(false)
    const seven = eight.slice(0, 7)
    expect(countFlashes(seven, hold(seven, 160))).toMatchObject({ generalFlashes: 3 })
    expect(isSafeSequence(seven, [1000, 160, 160, 160, 160, 160, 1001])).toBe(true)
  })

  test('counts the change from the page before and to the page after a sequence', () => {
    const six = alternate('#FFFFFF', '#000000', 6)
    // Five changes of its own, and one more at each end where the page is black before and white after it.
    expect(countFlashes(six, hold(six, 160))).toMatchObject({ generalFlashes: 2.5 })
    expect(isSafeSequence(six, hold(six, 160))).toBe(false)
    expect(isSafeSequence(six, hold(six, 200))).toBe(true)
    const red = ['#FF0000', '#0000FF', '#FF0000', '#0000FF', '#FF0000', '#0000FF', '#FF0000']
    expect(countFlashes(red, hold(red, 140))).toMatchObject({ redFlashes: 3 })
    expect(isSafeSequence(red, hold(red, 140))).toBe(false)
  })

  test('counts both ends of the second and nothing beyond it', () => {
    const eight = alternate('#000000', '#FFFFFF', 8)
    // Seven changes span the six holds between them: exactly one second, and a millisecond more.
    expect(isSafeSequence(eight, [1001, 160, 168, 168, 168, 168, 168, 1001])).toBe(false)
    expect(isSafeSequence(eight, [1001, 161, 168, 168, 168, 168, 168, 1001])).toBe(true)
  })

  test.each([
    ['a change of 0.098 is none', '#595959', '#7B7B7B', false],
    ['a change of 0.102 is one', '#595959', '#7C7C7C', true],
    ['white and a colour of luminance 0.8 make none', '#FFFFFF', '#E8E8E8', false],
    ['white and a darker one do', '#FFFFFF', '#E7E7E7', true],
  ])('general flash: %s', (_, a, b, flashes) => {
    const change = Math.abs(relativeLuminance(a) - relativeLuminance(b))
    const darker = Math.min(relativeLuminance(a), relativeLuminance(b))
    expect(change >= 0.1 && darker < 0.8).toBe(flashes)
    const colors = alternate(a, b, 20)
    expect(isSafeSequence(colors, hold(colors, 50))).toBe(!flashes)
  })

  test('sees one large change in two small steps', () => {
    const ramp = ['#000000', '#4D4D4D', '#6E6E6E', '#4D4D4D']
    const colors = [...ramp, ...ramp, ...ramp, ...ramp, ...ramp]
    expect(isSafeSequence(colors, hold(colors, 70))).toBe(false)
  })

  test('counts red flashes where the luminance hardly moves', () => {
    const red = '#FF0000'
    const grey = '#7F7F7F'
    expect(Math.abs(relativeLuminance(red) - relativeLuminance(grey))).toBeLessThan(0.1)
    const colors = alternate(red, grey, 10)
    const count = countFlashes(colors, hold(colors, 100))
    expect(count).toEqual({ generalFlashes: 0, redFlashes: 4.5 })
    expect(isSafeSequence(colors, hold(colors, 100))).toBe(false)
  })

  test('takes an orange that is mostly red for red, and amber not', () => {
    const against = (color: string): number => {
      const colors = alternate(color, '#0000FF', 10)
      return countFlashes(colors, hold(colors, 100)).redFlashes
    }
    expect(against('#FF8000')).toBe(4.5)
    expect(against('#FFA000')).toBe(0)
  })

  test('takes an orange beside grey for none, since their chromaticities are near', () => {
    const colors = alternate('#FF8000', '#7F7F7F', 10)
    expect(countFlashes(colors, hold(colors, 100)).redFlashes).toBe(0)
  })

  test.each(['#FF00FF', '#FFFF00', '#FFFFFF', '#00FF00'])(
    'takes %s beside red for a red transition',
    (other) => {
      const colors = alternate('#FF0000', other, 4)
      expect(countFlashes(colors, hold(colors, 300)).redFlashes).toBe(1.5)
    },
  )

  test('takes black beside red for a red transition', () => {
    const colors = alternate('#FF0000', '#000000', 4)
    expect(countFlashes(colors, hold(colors, 300)).redFlashes).toBe(1.5)
  })

  test('finds the unsafe second anywhere in a long sequence', () => {
    const slow = alternate('#000000', '#FFFFFF', 6)
    const fast = alternate('#000000', '#FFFFFF', 8)
    const colors = [...slow, ...fast, ...slow]
    expect(isSafeSequence(colors, [...hold(slow, 600), ...hold(fast, 120), ...hold(slow, 600)])).toBe(false)
    expect(isSafeSequence(colors, hold(colors, 600))).toBe(true)
  })

  test('calls a malformed sequence unsafe', () => {
    expect(isSafeSequence(['#000000'], [])).toBe(false)
    expect(isSafeSequence(['#000000', '#FFFFFF'], [300, 0])).toBe(false)
    expect(isSafeSequence(['#000000', '#FFFFFF'], [300, Number.NaN])).toBe(false)
    expect(() => isSafeSequence(['red'], [300])).toThrow(expect.objectContaining({ code: 'color_malformed' }))
  })

  test('agrees with a slow count on random sequences', () => {
    const { chromatic, neutral } = CHALLENGE_PALETTES.standard
    const step = fc.tuple(fc.constantFrom(...chromatic, ...neutral), fc.integer({ min: 20, max: 600 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), (sequence) => {
        const colors = sequence.map(([color]) => color)
        const holdMs = sequence.map(([, ms]) => ms)
        expect(countFlashes(colors, holdMs).generalFlashes).toBeGreaterThanOrEqual(
          slowGeneralFlashes(colors, holdMs),
        )
      }),
    )
  })
})

describe('Generating a challenge', () => {
  test('refuses steps outside 3 to 10', () => {
    for (const steps of [2, 11, 3.5, Number.NaN]) {
      expect(() => generateChallengeColors(seeded(1), { steps, palette: 'standard' })).toThrow(
        expect.objectContaining({ code: 'steps_out_of_range' }),
      )
    }
  })

  test('stops with an error when the source of randomness is broken', () => {
    let next = 0
    const twoColors = {
      bytes: (length: number) => new Uint8Array(length).fill(0).with(length - 1, next++ % 2),
    }
    expect(() => generateChallengeColors(twoColors, { steps: 5, palette: 'standard' })).toThrow(
      expect.objectContaining({ code: 'challenge_not_found' }),
    )
  })
})
