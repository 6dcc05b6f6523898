import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeVoters, type MeasuredVoters } from '@kartu/vision'

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

it('docs/VOTERS.md is what the registry and the evaluation say', () => {
  const measured = JSON.parse(textOf('policy/evaluation.json')) as MeasuredVoters
  expect(textOf('docs/VOTERS.md')).toBe(describeVoters(measured))
})
