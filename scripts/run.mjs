// Runs one of the project's commands on a fresh clone: installs what is missing, then hands over to the pinned Node.
// Without it a stranger's first command fails on a missing package, or runs on whatever Node the machine has.
// Plain JavaScript on purpose: this file must run on any Node >= 20 before anything is installed.
import { spawnSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const bin = (name) => join(root, 'node_modules', '.bin', windows ? `${name}.cmd` : name)
const pinnedNode = bin('node')

/** Each command is a list of steps; a step is a program and its arguments, run in order until one fails. */
const COMMANDS = {
  build: [
    [pinnedNode, 'packages/web-sdk/scripts/build-sdk.ts'],
    [pinnedNode, 'packages/dashboard/scripts/build-dashboard.ts'],
  ],
  'pack-sdk': [[pinnedNode, 'packages/web-sdk/scripts/pack-sdk.ts']],
  serve: ['build', [pinnedNode, 'packages/server/src/cli/main.ts', 'serve']],
  kartu: [[pinnedNode, 'packages/server/src/cli/main.ts']],
  demo: [[pinnedNode, 'packages/specimen/src/demo/main.ts']],
  'seed-dashboard': ['build', [pinnedNode, 'packages/specimen/src/demo/main.ts']],
  // Pages that explain verdicts look inside the service; the demo itself sees it only from outside, as a client does.
  explain: [[pinnedNode, 'bench/explain/main.ts']],
  specimen: [[pinnedNode, 'packages/specimen/src/cli/main.ts']],
  bench: [[pinnedNode, 'bench/main.ts']],
  evaluate: [[pinnedNode, 'bench/evaluate/main.ts']],
  'fit-policy': [[pinnedNode, 'bench/fit-policy/main.ts']],
  format: [[bin('prettier'), '--write', '.']],
  check: [
    [bin('prettier'), '--check', '--log-level', 'warn', '.'],
    [bin('oxlint'), '--type-aware', '--deny-warnings', '.'],
    [bin('tsc'), '-p', '.'],
    [bin('tsc'), '-p', 'packages/core'],
    [bin('tsc'), '-p', 'packages/vision'],
    [bin('tsc'), '-p', 'packages/web-sdk'],
    [bin('tsc'), '-p', 'packages/dashboard'],
    [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'packages', 'bench'],
    [bin('knip'), '--no-progress'],
    [pinnedNode, 'scripts/check-house-measures.ts'],
  ],
  test: ['check', [bin('vitest'), 'run']],
}

/** Installed once per lock file: the marker holds the digest of the lock file that was installed. */
function installMissing() {
  const marker = join(root, 'node_modules', '.kartu-installed')
  const digest = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(marker) && existsSync(pinnedNode) && readFileSync(marker, 'utf8') === digest) return
  process.stderr.write('Installing packages (once; a minute or two) ...\n')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2], // standard output stays clean for commands that print one JSON document
    shell: windows,
    // Its install script would download GPU libraries from another host; the processor's own ship in the package.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  })
  if (npm.status !== 0) process.exit(npm.status ?? 1)
  writeFileSync(marker, digest)
}

function runStep(step, args) {
  return new Promise((resolve) => {
    const [program, ...rest] = step
    // `node` inside a step (a shebang, a child process) must be the pinned one as well.
    const path = `${join(root, 'node_modules', '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}`
    const child = spawn(program, [...rest, ...args], {
      cwd: root,
      stdio: 'inherit',
      shell: windows,
      env: { ...process.env, PATH: path },
    })
    // The terminal sends Ctrl-C to the whole group; a process manager signals only us, so pass it on and outlive the child.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)))
    child.on('error', () => resolve(127))
  })
}

async function run(name, args) {
  const steps = COMMANDS[name]
  if (steps === undefined) {
    process.stderr.write(`Unknown command '${name}'. Known: ${Object.keys(COMMANDS).join(', ')}\n`)
    return 2
  }
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1
    const code = typeof step === 'string' ? await run(step, []) : await runStep(step, last ? args : [])
    if (code !== 0) return code
  }
  return 0
}

/** A demonstration of the dashboard needs its pages built; one with explanations looks inside the service. */
function variantOf(name, args) {
  if (name !== 'demo') return name
  if (args.includes('--seed-dashboard')) return 'seed-dashboard'
  return args.includes('--explain') ? 'explain' : name
}

installMissing()
const [name = 'serve', ...args] = process.argv.slice(2)
process.exit(await run(variantOf(name, args), args))
