import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeVoters } from '@kartu/vision'

it('docs/VOTERS.md is what the registry describes', () => {
  const committed = readFileSync(new URL('../../../docs/VOTERS.md', import.meta.url), 'utf8')
  expect(committed).toBe(describeVoters())
})
