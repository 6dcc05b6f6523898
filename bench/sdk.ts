import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { inventCard, simulateCapture } from '@kartu/specimen'
import { createFrameAnalyser } from '@kartu/web-sdk/guidance'
import sharp from 'sharp'
import type { Benchmark } from './benchmark.ts'
import { measureInBrowser, type BrowserFigures } from './sdk-in-browser.ts'

const BUILD = fileURLToPath(new URL('../packages/web-sdk/scripts/build-sdk.ts', import.meta.url))
/** What an applicant's phone downloads. */
const FILES = ['kartu-capture.js', 'kartu-guidance-worker.js']
/** As the SDK shrinks its pictures. */
const ANALYSED_WIDTH_PX = 800
/** Analyses for each device. */
const DEFAULT_RUNS = 60
const WARM_UPS = 12
const PICTURES = 4
const DEVICES = ['phone-entry', 'phone-midrange', 'phone-compact', 'laptop-webcam'] as const
/**
 * As the outline on the screen asks for a card: none of it beyond the picture's edge. The simulated pictures lie eight times as far apart as a
 * live camera's: the hand moves an eighth of an ordinary one's way.
 */
const STAGE = { widthFraction: 0.72, rollDegrees: 3, tiltDegrees: [4, -3], tremor: 0.125 } as const
/** Captures in the browser, each in real time. */
const TIMED_CAPTURES = 3
const MICROSECONDS_PER_SECOND = 1_000_000

interface SdkFigures {
  readonly simulated: true
  /** The element and its worker. */
  readonly gzipBytes: number
  /** Analyses of a picture in one second of CPU on this machine's Node; a phone's processor is slower. */
  readonly guidancePerSecond: number
  /** Of the analysed pictures, those in which the card was found. */
  readonly found: number
  readonly looked: number
  /** In real Chromium, on a processor slowed down. */
  readonly inBrowser: BrowserFigures
}

/** `npm run bench -- sdk`: how heavy the web SDK is, and how often it can look at the camera. */
export const sdkBenchmark: Benchmark<SdkFigures> = {
  async run({ runs = DEFAULT_RUNS, seed = 'bench', report }) {
    let [found, looked, spentUs] = [0, 0, 0]
    for (const device of DEVICES) {
      report(`filming a simulated card before a ${device}`)
      const { frames } = await simulateCapture({
        card: inventCard(`${seed}/${device}`),
        species: 'bona_fide',
        device,
        challenge: null,
        seed: `${seed}/${device}`,
        frameCount: PICTURES,
        stage: STAGE,
      })
      const pictures = await Promise.all(frames.map(shrinkPicture))
      const analyser = createFrameAnalyser()
      for (let i = 0; i < runs + WARM_UPS; i++) {
        const before = process.cpuUsage()
        const analysis = analyser.analyse(pictures[i % PICTURES]!)
        const { user, system } = process.cpuUsage(before)
        if (i < WARM_UPS) continue
        looked += 1
        spentUs += user + system
        if (analysis !== null) found += 1
      }
    }
    const guidancePerSecond = Number(((looked * MICROSECONDS_PER_SECOND) / spentUs).toFixed(1))
    const gzipBytes = measureBundle()
    const inBrowser = await measureInBrowser(BUILD, TIMED_CAPTURES, report)
    return { simulated: true, gzipBytes, guidancePerSecond, found, looked, inBrowser }
  },
  print(result) {
    const { gzipBytes, guidancePerSecond, found, looked, inBrowser } = result as SdkFigures
    const { throttle, laptop, phone, guidancePerSecondLive, guidancePerSecondThrottled, cpuMsPerAnalysis } =
      inBrowser
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
    const timesOf = ({ firstGuidanceMs, reviewMs, verdictMs }: BrowserFigures['laptop']): string =>
      `first guidance ${seconds(firstGuidanceMs)}, review ${seconds(reviewMs)}, verdict ${seconds(verdictMs)}`
    return [
      `download        ${(gzipBytes / 1024).toFixed(1)} KB gzip (element and guidance worker)`,
      `guidance        ${guidancePerSecond} analyses a second of CPU, card found in ${found} of ${looked} simulated pictures`,
      `in Chromium     ${guidancePerSecondLive} analyses a second of a live camera, ${guidancePerSecondThrottled} on a processor ${throttle} times slower`,
      ...(cpuMsPerAnalysis === null
        ? []
        : [
            `                ${cpuMsPerAnalysis.page} ms of CPU in the page and ${cpuMsPerAnalysis.worker} ms in the worker each: time for ${inBrowser.guidancePerSecondByCpu} a second there`,
          ]),
      `so slowed       after the camera was granted: ${timesOf(laptop)} (one camera)`,
      `                ${timesOf(phone)} (two cameras); other work on the machine: load ${inBrowser.loadAverage}`,
    ].join('\n')
  },
}

async function shrinkPicture(jpeg: Uint8Array) {
  const { data, info } = await sharp(jpeg)
    .resize(ANALYSED_WIDTH_PX)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

function measureBundle(): number {
  const outDir = mkdtempSync(join(tmpdir(), 'kartu-sdk-'))
  try {
    execFileSync(process.execPath, [BUILD, outDir])
    return FILES.reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(outDir, file)), { level: 9 }).length,
      0,
    )
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
