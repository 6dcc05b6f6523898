import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKartuClient } from '@kartu/contract'
import { inventCard, simulateCapture, startThrowawayService, type ThrowawayService } from '@kartu/specimen'
import { openBrowser } from '@kartu/web-sdk/browser'
import { quantile } from './benchmark.ts'

/** How much slower than this machine the phone is. */
const THROTTLE = 4
const ANALYSING_MS = 6_000
const WARM_UP_MS = 1_500
/** Nobody presses the button before it can be read what for. */
const READING_MS = 1_500
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
/** `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10
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
  /** Analyses a second of a live camera by the clock, and with page and worker so much slower. Other work on the machine lowers both. */
  readonly guidancePerSecondLive: number
  readonly guidancePerSecondThrottled: number
  /**
   * What page and worker, which work side by side, took of a processor for one analysis, and so how many a processor so much slower has
   * time for, whatever else runs here. Null where the system does not tell.
   */
  readonly cpuMsPerAnalysis: { readonly page: number; readonly worker: number } | null
  readonly guidancePerSecondByCpu: number | null
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
          await page.waitForTimeout(READING_MS)
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
      const countAnalyses = async (throttle: number) => {
        report(`counting analyses of a live camera, processor ${throttle} times slower`)
        const { page, close } = await open('laptop', throttle)
        const line = await browser.newBrowserCDPSession()
        const spentMs = async () => threadTimes((await line.send('SystemInfo.getProcessInfo')).processInfo)
        // In two parts: the first warms up, and its worker lives on into the second.
        await page.evaluate(`(${COUNT_ANALYSES})(${WARM_UP_MS})`)
        const before = await spentMs()
        const { count, perSecond } = await page.evaluate<{ count: number; perSecond: number }>(
          `(${COUNT_ANALYSES})(${ANALYSING_MS})`,
        )
        const after = await spentMs()
        await close()
        const cpuMsPerAnalysis = before &&
          after && {
            page: tenths((after.page - before.page) / count),
            worker: tenths((after.worker - before.worker) / count),
          }
        return { perSecond: tenths(perSecond), cpuMsPerAnalysis }
      }
      const live = await countAnalyses(1)
      const cpu = live.cpuMsPerAnalysis
      return {
        throttle: THROTTLE,
        laptop: await timeCaptures('laptop'),
        phone: await timeCaptures('phone'),
        guidancePerSecondLive: live.perSecond,
        guidancePerSecondThrottled: (await countAnalyses(THROTTLE)).perSecond,
        cpuMsPerAnalysis: cpu,
        guidancePerSecondByCpu: cpu && tenths(1000 / (THROTTLE * Math.max(cpu.page, cpu.worker))),
        loadAverage: tenths(loadavg()[0]!),
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
    let startedMs = performance.now()
    const takeLonger = () => {
      const untilMs = startedMs + ${throttle} * (performance.now() - startedMs)
      while (performance.now() < untilMs);
    }
    const answer = self.postMessage.bind(self)
    addEventListener('message', () => { startedMs = performance.now() })
    self.postMessage = (message) => {
      takeLonger()
      answer(message)
    }
  `
  // What it does before the first picture takes longer too.
  const suffix = '; takeLonger()'
  return async (route: {
    fetch(): Promise<{ text(): Promise<string> }>
    fulfill(answer: { contentType: string; body: string }): Promise<void>
  }): Promise<void> => {
    const file = await route.fetch()
    await route.fulfill({ contentType: 'text/javascript', body: prefix + (await file.text()) + suffix })
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
    // The film answers no colour: the page asks to take it again, and to send it is the other button.
    root.querySelector(root.querySelector('.mark.bright') ? 'button.plain' : 'button.primary').click()
  })
`

/** Looks at the camera by the SDK's own parts for a while, with one worker all along. Runs in the page. */
const COUNT_ANALYSES = `async (ms) => {
  window.looking ??= (async () => {
    const sdk = await import('/capture/kartu-capture.js')
    const camera = await sdk.createBrowserCamera().open({ facing: 'user' })
    sdk.watchCard(camera, () => window.seen())
  })()
  let [count, firstMs, lastMs] = [0, 0, 0]
  await new Promise((resolve) => {
    window.seen = () => {
      lastMs = performance.now()
      firstMs ||= lastMs
      count += 1
      if (lastMs - firstMs >= ms) resolve()
    }
  })
  window.seen = () => undefined
  return { count, perSecond: ((count - 1) * 1000) / (lastMs - firstMs) }
}`

/** CPU time so far of the page that has a worker, and of that worker. Null where there is no /proc. */
async function threadTimes(
  processes: readonly { readonly type: string; readonly id: number }[],
): Promise<{ page: number; worker: number } | null> {
  for (const { type, id } of processes) {
    if (type !== 'renderer') continue
    const tasks = await readdir(`/proc/${id}/task`).catch((): string[] => [])
    const stats = await Promise.all(tasks.map((task) => readFile(`/proc/${id}/task/${task}/stat`, 'utf8')))
    const worker = stats.find((stat) => stat.includes('(DedicatedWorker'))
    const page = stats[tasks.indexOf(String(id))]
    if (worker !== undefined && page !== undefined) return { page: cpuMsOf(page), worker: cpuMsOf(worker) }
  }
  return null
}

/** User and system time of one line of /proc/…/stat: proc(5), fields 14 and 15. */
function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}

const tenths = (value: number): number => Number(value.toFixed(1))

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
