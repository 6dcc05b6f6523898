import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKartuClient } from '@kartu/contract'
import { inventCard, simulateCapture, startThrowawayService, type ThrowawayService } from '@kartu/specimen'
import { openBrowser } from '@kartu/web-sdk/browser'
import { quantile } from './benchmark.ts'

/** How much slower than this machine the phone is. */
const THROTTLE = 4
const ANALYSING_MS = 6_000
const CAPTURE_TIMEOUT_MS = 90_000
const VIDEO_FRAMES = 12
/** The film's pictures lie further apart in time than it plays them: the hand moves an eighth of an ordinary one's way. */
const STEADY = {
  widthFraction: 0.8,
  rollDegrees: 1,
  tiltDegrees: [2, 2],
  roomLux: 300,
  tremor: 0.04,
} as const
const DEVICES = {
  laptop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const

/** Milliseconds after the camera was granted, medians. */
interface CaptureTimes {
  /** The card's outline is drawn, or the first word of advice changes. */
  readonly firstGuidanceMs: number
  readonly reviewMs: number
  /** With the button pressed as soon as it is there: whoever reads the review takes longer. */
  readonly verdictMs: number
}

export interface BrowserFigures {
  readonly throttle: number
  /** One camera, with the flash. */
  readonly laptop: CaptureTimes
  /** Rear camera, then front camera with the flash. */
  readonly phone: CaptureTimes
  /** Analyses a second of a live camera in the page's worker, and on a processor so much slower. */
  readonly guidancePerSecondLive: number
  readonly guidancePerSecondThrottled: number
  /** How busy the machine was with other things too: processes that wanted a core, a minute's mean. */
  readonly loadAverage: number
}

/** Times the SDK in real Chromium against the real service; the fake camera plays a film of a simulated card held steady. */
export async function measureInBrowser(
  build: string,
  runs: number,
  report: (line: string) => void,
): Promise<BrowserFigures> {
  execFileSync(process.execPath, [build])
  const folder = await mkdtemp(join(tmpdir(), 'kartu-sdk-film-'))
  const service = await startThrowawayService({ WORKERS: '1' })
  try {
    const video = await writeVideo(folder)
    const browser = await openBrowser([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ])
    try {
      const open = async (device: keyof typeof DEVICES, throttle: number) => {
        const context = await browser.newContext(DEVICES[device])
        const page = await context.newPage()
        await page.addInitScript(WATCH_CAPTURE)
        if (throttle > 1) await page.route('**/kartu-guidance-worker.js', slowWorker(throttle))
        await page.goto(await captureLink(service))
        await page.locator('kartu-capture button.primary').waitFor()
        const line = await context.newCDPSession(page)
        await line.send('Emulation.setCPUThrottlingRate', { rate: throttle })
        return { page, close: () => context.close() }
      }
      const timeCaptures = async (device: keyof typeof DEVICES): Promise<CaptureTimes> => {
        const times: CaptureTimes[] = []
        for (let run = 0; run < runs; run++) {
          report(`timing a capture on a slow ${device}, ${run + 1} of ${runs}`)
          const { page, close } = await open(device, THROTTLE)
          await page.locator('kartu-capture button.primary').click()
          // A function, not text: the page's policy evaluates none.
          await page.waitForFunction(
            () => (globalThis as unknown as { captureTimes: CaptureTimes }).captureTimes.verdictMs > 0,
            undefined,
            { timeout: CAPTURE_TIMEOUT_MS },
          )
          times.push(await page.evaluate<CaptureTimes>('window.captureTimes'))
          await close()
        }
        const median = (pick: (time: CaptureTimes) => number) => Math.round(quantile(times.map(pick), 0.5))
        return {
          firstGuidanceMs: median((time) => time.firstGuidanceMs),
          reviewMs: median((time) => time.reviewMs),
          verdictMs: median((time) => time.verdictMs),
        }
      }
      const countAnalyses = async (throttle: number): Promise<number> => {
        report(`counting analyses of a live camera, processor ${throttle} times slower`)
        const { page, close } = await open('laptop', throttle)
        const perSecond = await page.evaluate<number>(`(${COUNT_ANALYSES})(${ANALYSING_MS})`)
        await close()
        return Number(perSecond.toFixed(1))
      }
      return {
        throttle: THROTTLE,
        laptop: await timeCaptures('laptop'),
        phone: await timeCaptures('phone'),
        guidancePerSecondLive: await countAnalyses(1),
        guidancePerSecondThrottled: await countAnalyses(THROTTLE),
        loadAverage: Number(loadavg()[0]!.toFixed(1)),
      }
    } finally {
      await browser.close()
    }
  } finally {
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The browser slows only a page's main thread down: what the worker took it takes so many times over before it answers. */
function slowWorker(throttle: number) {
  const prefix = `
    let startedMs = 0
    const answer = self.postMessage.bind(self)
    addEventListener('message', () => { startedMs = performance.now() })
    self.postMessage = (message) => {
      const untilMs = startedMs + ${throttle} * (performance.now() - startedMs)
      while (performance.now() < untilMs);
      answer(message)
    }
  `
  return async (route: {
    fetch(): Promise<{ text(): Promise<string> }>
    fulfill(answer: { contentType: string; body: string }): Promise<void>
  }): Promise<void> => {
    const file = await route.fetch()
    await route.fulfill({ contentType: 'text/javascript', body: prefix + (await file.text()) })
  }
}

/**
 * Notes when the camera was granted and what came how long after that, and presses the button that sends. Both of a phone's cameras are the
 * one film; which of them a page asked for is what they say they are.
 */
const WATCH_CAPTURE = `
  window.captureTimes = { firstGuidanceMs: 0, reviewMs: 0, verdictMs: 0 }
  let grantedMs = 0
  const since = () => performance.now() - grantedMs
  const isPhone = matchMedia('(pointer: coarse)').matches
  const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices)
  if (open) navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await open(wish)
    grantedMs ||= performance.now()
    if (!isPhone) return stream
    const facing = wish.video.facingMode?.ideal ?? (wish.video.deviceId.ideal.startsWith('user') ? 'user' : 'environment')
    const track = stream.getVideoTracks()[0]
    const settings = track.getSettings.bind(track)
    track.getSettings = () => ({ ...settings(), facingMode: facing, deviceId: facing })
    return stream
  }
  document.addEventListener('kartu-screen', ({ target, detail }) => {
    const root = target.shadowRoot
    if (detail === 'guide' && window.captureTimes.firstGuidanceMs === 0)
      new MutationObserver((_changes, observer) => {
        window.captureTimes.firstGuidanceMs = since()
        observer.disconnect()
      }).observe(root.querySelector('svg polygon'), { attributes: true })
    if (detail === 'result') window.captureTimes.verdictMs = since()
    if (detail === 'problem') throw new Error('the capture failed')
    if (detail !== 'review') return
    window.captureTimes.reviewMs = since()
    root.querySelector('button.primary').click()
  })
`

/** Looks at the camera by the SDK's own parts for a while; answers analyses a second after the first. Runs in the page. */
const COUNT_ANALYSES = `async (ms) => {
  const sdk = await import('/capture/kartu-capture.js')
  const camera = await sdk.createBrowserCamera().open({ facing: 'user' })
  let [count, firstMs, lastMs] = [0, 0, 0]
  await new Promise((resolve) => {
    const watch = sdk.watchCard(camera, () => {
      lastMs = performance.now()
      firstMs ||= lastMs
      count += 1
      if (lastMs - firstMs < ms) return
      watch.stop()
      resolve()
    })
  })
  camera.close()
  return ((count - 1) * 1000) / (lastMs - firstMs)
}`

async function captureLink({ baseUrl, apiKey }: ThrowawayService): Promise<string> {
  const client = createKartuClient({ baseUrl, apiKey })
  const { customer } = await client.createCustomer({})
  const { origin } = new URL(baseUrl)
  const { clientToken } = await client.issueClientToken({ customerId: customer.id, origins: [origin] })
  return `${baseUrl}/capture#token=${clientToken.token}&customer=${customer.id}`
}

async function writeVideo(folder: string): Promise<string> {
  const { frames } = await simulateCapture({
    card: inventCard('sdk-film'),
    species: 'bona_fide',
    device: 'laptop-fullhd',
    challenge: null,
    seed: 'sdk-film',
    frameCount: VIDEO_FRAMES,
    stage: STEADY,
  })
  const path = join(folder, 'card.mjpeg')
  await writeFile(path, Buffer.concat(frames))
  return path
}
