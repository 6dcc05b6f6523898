import { readFileSync, writeFileSync } from 'node:fs'
import { describeVoters, type MeasuredVoters } from '@kartu/vision'

/** Writes docs/VOTERS.md. Run it after a voter's description or policy/evaluation.json changes. */
const measured = JSON.parse(
  readFileSync(new URL('../policy/evaluation.json', import.meta.url), 'utf8'),
) as MeasuredVoters
writeFileSync(new URL('../docs/VOTERS.md', import.meta.url), describeVoters(measured))
