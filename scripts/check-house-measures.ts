// The measures a linter does not know: how long files are, and what must never stand in a tracked file.
// Without it the structure erodes one reasonable exception at a time.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const FILE_CAP_LINES = 500
const MEDIAN_CAP_LINES = 130
const P90_CAP_LINES = 300

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '')
const problems: string[] = []

const sources = tracked.filter((path) =>
  /^(packages\/[^/]+\/src|scripts|bench)\/.*\.(ts|tsx|mjs)$/.test(path),
)
const lengths = sources
  .map((path) => ({ path, lines: readLines(path).length }))
  .sort((a, b) => a.lines - b.lines)
for (const { path, lines } of lengths) {
  if (lines > FILE_CAP_LINES) problems.push(`${path}: ${lines} lines, the cap is ${FILE_CAP_LINES}`)
}
const at = (share: number): number =>
  lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))]?.lines ?? 0
if (at(0.5) > MEDIAN_CAP_LINES)
  problems.push(`median file is ${at(0.5)} lines, the cap is ${MEDIAN_CAP_LINES}`)
if (at(0.9) > P90_CAP_LINES)
  problems.push(`90 % of files must be within ${P90_CAP_LINES} lines, it is ${at(0.9)}`)

/** Traces of one machine, and addresses that would pin the lock file to one registry. */
const FORBIDDEN: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /(^|[^A-Za-z0-9_./-])\/(work|root|home)\/[A-Za-z]/m, why: 'a path of one machine' },
  { pattern: /registry\.npmjs\.org/, why: 'a package registry host' },
]
for (const path of tracked) {
  if (
    !/\.(ts|tsx|mjs|cjs|json|md|sql|sh|ya?ml|html|css)$/.test(path) ||
    path.endsWith('check-house-measures.ts')
  )
    continue
  const text = readLines(path).join('\n')
  for (const { pattern, why } of FORBIDDEN) {
    if (pattern.test(text)) problems.push(`${path}: holds ${why}`)
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return [] // listed by git, deleted on disk
  }
}

for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
