import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RgbImage } from '@kartu/vision'
import { encodePgm } from './grey-picture.ts'
import type { AbsentPeer, Peer, PeerReading } from './peer.ts'
import {
  mergePasses,
  NIK_PASS,
  PAGE_PASS,
  parseTesseractTsv,
  prepareForTesseract,
  type TesseractPass,
} from './tesseract-passes.ts'

const NAME = 'tesseract'
const HINT =
  'install the tesseract command with its Indonesian and English data: apt-get install tesseract-ocr tesseract-ocr-ind, or brew install tesseract tesseract-lang'
const MILLISECONDS_PER_SECOND = 1000
/** Start-ups measured, of which the median counts. */
const START_UPS = 5
/** Nothing to read, and little to look at: what a run on it costs is start-up. */
const BLANK_PX = 32

const exec = promisify(execFile)
/** One thread, and figures with a decimal point. */
const ENVIRONMENT = { ...process.env, OMP_THREAD_LIMIT: '1', LC_ALL: 'C' }

interface TimedRun {
  readonly tsv: string
  readonly cpuMs: number
}

/**
 * One process a picture, as a service would start it. The shell's `time` gives the child's own user and system time on Linux and
 * macOS alike, which Node does not tell. Loading program and language data is no reading: its cost, measured on a blank picture,
 * is taken off every run, which favours Tesseract over how it would really be called.
 */
async function runTesseract(pass: TesseractPass, picturePath: string): Promise<TimedRun> {
  const variables = Object.entries(pass.variables).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = ['tesseract', picturePath, 'stdout', '-l', pass.language, '--psm', pass.pageSegmentation]
  const { stdout, stderr } = await exec(
    'bash',
    ['-c', 'TIMEFORMAT="%3U %3S"; time "$@"', 'bash', ...command, ...variables, 'tsv'],
    { env: ENVIRONMENT },
  )
  const [userS = Number.NaN, systemS = Number.NaN] = (stderr.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { tsv: stdout, cpuMs: (userS + systemS) * MILLISECONDS_PER_SECOND }
}

async function measureStartUpMs(pass: TesseractPass, blankPath: string): Promise<number> {
  const samples: number[] = []
  for (let i = 0; i < START_UPS; i++) samples.push((await runTesseract(pass, blankPath)).cpuMs)
  return samples.toSorted((a, b) => a - b)[Math.floor(START_UPS / 2)] ?? 0
}

/** Version of the installed command; null without it or without one of the languages. */
async function findVersion(): Promise<string | null> {
  try {
    const languages = (await exec('tesseract', ['--list-langs'], { env: ENVIRONMENT })).stdout.split('\n')
    if (![PAGE_PASS, NIK_PASS].every((pass) => languages.includes(pass.language))) return null
    const { stdout } = await exec('tesseract', ['--version'], { env: ENVIRONMENT })
    return /tesseract v?(\S+)/.exec(stdout)?.[1] ?? 'unknown'
  } catch {
    return null
  }
}

/** The `tesseract` command of this machine. */
export async function openTesseract(): Promise<Peer | AbsentPeer> {
  const version = await findVersion()
  if (version === null) return { name: NAME, hint: HINT }
  const folder = await mkdtemp(join(tmpdir(), 'kartu-tesseract-'))
  const [pagePath, nikPath] = [join(folder, 'page.pgm'), join(folder, 'nik.pgm')]
  const blank = { width: BLANK_PX, height: BLANK_PX, data: new Uint8Array(BLANK_PX ** 2).fill(255) }
  await writeFile(pagePath, encodePgm(blank))
  const pageStartUpMs = await measureStartUpMs(PAGE_PASS, pagePath)
  const nikStartUpMs = await measureStartUpMs(NIK_PASS, pagePath)
  return {
    name: NAME,
    version,
    async read(card: RgbImage): Promise<PeerReading> {
      const { page, nik, nikArea } = prepareForTesseract(card)
      await writeFile(pagePath, page)
      await writeFile(nikPath, nik)
      const ofPage = await runTesseract(PAGE_PASS, pagePath)
      const ofNik = await runTesseract(NIK_PASS, nikPath)
      return {
        texts: mergePasses(parseTesseractTsv(ofPage.tsv), parseTesseractTsv(ofNik.tsv), nikArea),
        cpuMs: Math.max(0, ofPage.cpuMs - pageStartUpMs) + Math.max(0, ofNik.cpuMs - nikStartUpMs),
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
