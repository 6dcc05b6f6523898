import { DEVICE_PROFILES, PRINT_STYLES, SPECIES, VARIETIES } from '@kartu/specimen'
import { expect, test } from 'vitest'
import { planEvaluation } from '../../evaluate/plan-evaluation.ts'

const plan = planEvaluation({
  split: 'evaluate',
  seed: 'test',
  genuineCount: 24,
  attackCount: 12,
  species: null,
})

test('evaluation devices and print styles only, seeds that no fitting uses, no presentation twice', () => {
  for (const { device, style, seed, cardSeed } of plan) {
    expect(DEVICE_PROFILES.find(({ name }) => name === device)?.split).toBe('evaluate')
    expect(PRINT_STYLES.find(({ name }) => name === style)?.split).toBe('evaluate')
    expect(seed).toMatch(/^evaluate\//)
    expect(cardSeed).toMatch(/^evaluate\//)
  }
  expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length)
})

test('every species comes as often as ordered, with and without a flash', () => {
  for (const { id, genuine } of SPECIES) {
    for (const flash of [true, false]) {
      const own = plan.filter((row) => row.species === id && row.flash === flash)
      expect(own).toHaveLength(genuine ? 24 : 12)
    }
  }
})

test('genuine cards come in every variety, attacks meet every pair of device and light', () => {
  const genuine = plan.filter((row) => row.genuine)
  expect(new Set(genuine.map(({ variety }) => variety))).toEqual(new Set(VARIETIES))
  for (const { id } of SPECIES.filter((row) => !row.genuine)) {
    const pairs = plan.filter((row) => row.species === id).map(({ device, light }) => `${device}/${light}`)
    expect(new Set(pairs).size).toBe(12)
  }
})

test('what the policy is made of shares no device, style, card or seed with what it is measured on', () => {
  const order = { seed: 'test', genuineCount: 24, attackCount: 12, species: null }
  const kept = new Set(plan.flatMap(({ device, style, seed, cardSeed }) => [device, style, seed, cardSeed]))
  for (const split of ['fit', 'choose'] as const) {
    for (const { device, style, seed, cardSeed } of planEvaluation({ ...order, split }))
      for (const used of [device, style, seed, cardSeed]) expect(kept).not.toContain(used)
  }
})
