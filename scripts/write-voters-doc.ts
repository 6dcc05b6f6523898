import { writeFileSync } from 'node:fs'
import { describeVoters } from '@kartu/vision'

/** Writes docs/VOTERS.md from the voter registry. Run it after a voter's description changes. */
writeFileSync(new URL('../docs/VOTERS.md', import.meta.url), describeVoters())
