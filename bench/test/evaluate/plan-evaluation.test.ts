import { DEVICE_PROFILES, SPECIES } from '@kartu/specimen'
import { expect, test } from 'vitest'
import { planEvaluation } from '../../evaluate/plan-evaluation.ts'
import { VARIETIES } from '@kartu/specimen'

const plan = planEvaluation({ seed: 'test', genuineCount: 24, attackCount: 12, species: null })

test('evaluation devices only, seeds that no fitting uses, no presentation twice', () => {
  for (const { device, seed, cardSeed } of plan) {
    expect(DEVICE_PROFILES.find(({ name }) => name === device)?.split).toBe('evaluate')
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
