import type { CaptureRequest } from '@kartu/contract'
import type { Browser, BrowserContextOptions, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Sdk from '../../src/element/define-kartu-capture.ts'
import { openBrowser } from '../harness/open-browser.ts'
import { PHONE, visitCapturePage, type Visit } from '../harness/visit.ts'

/** A device that is pointed at with a finger: it has two cameras. */
const HANDHELD: BrowserContextOptions = { viewport: PHONE, hasTouch: true, isMobile: true }
/** Pictures of either camera in one bundle. */
const DETAIL_FRAMES = 3
const LIT_FRAMES = 5

declare global {
  interface Window {
    /** Cameras that are open now, in the order of opening; and the most that were open at once. */
    openCameras: string[]
    mostOpen: number
    /** Headings of the screens so far. */
    titles: string[]
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

const isSubmit = (request: Request): boolean =>
  request.method() === 'POST' && request.url().endsWith('/document/ktp/capture')

/** Opens the capture page on a phone and notes every heading: some pass by themselves before they can be looked for. */
async function visitOnPhone(lang: string): Promise<Visit> {
  const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang }, HANDHELD)
  await visit.page.evaluate(() => {
    window.titles = []
    document.addEventListener('kartu-screen', ({ target }) => {
      window.titles.push((target as Element).shadowRoot?.querySelector('h2')?.textContent ?? '')
    })
  })
  return visit
}

async function expectTitle({ page }: Visit, text: string): Promise<void> {
  await page.waitForFunction((wanted) => window.titles.some((title) => title.includes(wanted)), text)
}

async function sendAndRead(visit: Visit, label: string) {
  const submitted = visit.page.waitForRequest(isSubmit)
  await visit.press(label)
  const request = await submitted
  const answer: unknown = await (await request.response())?.json()
  await visit.expectScreen('result')
  const { bundle } = request.postDataJSON() as CaptureRequest
  return { bundle, answer }
}

function expectTwoStages(bundle: CaptureRequest['bundle']): void {
  const times = bundle.frameTimesMs ?? []
  expect(bundle.frames).toHaveLength(DETAIL_FRAMES + LIT_FRAMES)
  expect(times).toHaveLength(DETAIL_FRAMES + LIT_FRAMES)
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
  expect(times.filter((tMs) => tMs < 0)).toHaveLength(DETAIL_FRAMES)
  expect(bundle.flashSource).toBe('screen')
  // The samples are of the front camera, from the first colour on.
  expect(Math.min(...(bundle.flashSamples ?? []).map(({ tMs }) => tMs))).toBeGreaterThanOrEqual(0)
}

/** Puts the simulated card before two devices of the browser, which `getUserMedia` gives out by the way they look. */
async function fakeDevices(visit: Visit, frontFails = false): Promise<void> {
  // As text: the test runner would rewrite an import that it sees.
  await visit.page.evaluate("import('/capture/kartu-capture.js').then((sdk) => { window.sdk = sdk })")
  await visit.page.evaluate((isFrontBroken) => {
    const { sdk } = window as unknown as { sdk: typeof Sdk }
    const element = document.querySelector('kartu-capture') as Sdk.KartuCaptureElement
    const [{ camera: card }, home] = [element, element.parentElement]
    element.remove()
    window.openCameras = []
    window.mostOpen = 0
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const { facingMode, deviceId } = (wish?.video ?? {}) as Record<string, { ideal: string } | undefined>
      const facing = (facingMode?.ideal ?? deviceId?.ideal) === 'user' ? 'user' : 'environment'
      if (facing === 'user' && isFrontBroken)
        throw new DOMException('Could not start video source', 'NotReadableError')
      window.openCameras.push(facing)
      window.mostOpen = Math.max(window.mostOpen, window.openCameras.length)
      const opened = await card.open({ facing })
      const stream = (opened.preview as HTMLCanvasElement).captureStream()
      const track = stream.getVideoTracks()[0]!
      const settings = track.getSettings.bind(track)
      track.getSettings = () => ({ ...settings(), facingMode: facing, deviceId: facing })
      const stop = track.stop.bind(track)
      track.stop = () => {
        window.openCameras = window.openCameras.filter((open) => open !== facing)
        opened.close()
        stop()
      }
      return stream
    }
    element.camera = sdk.createBrowserCamera()
    home?.append(element)
  }, frontFails)
}

describe('a capture of two stages', { timeout: 120_000 }, () => {
  it('takes the detail with the rear camera and the flash with the front one, to a verified verdict', async () => {
    const visit = await visitOnPhone('id')
    await visit.expectScreen('priming')
    await visit.expectText('kamera belakang')
    await visit.press()
    await visit.expectScreen('guide')
    // Nothing is pressed from here on.
    await expectTitle(visit, '1 dari 2')
    await expectTitle(visit, '2 dari 2')
    await visit.expectScreen('guide')
    await visit.expectScreen('ready')
    await visit.expectScreen('flash')
    await visit.expectScreen('review')
    const { bundle, answer } = await sendAndRead(visit, 'Kirim')
    expectTwoStages(bundle)
    expect(answer).toMatchObject({
      verification: { status: 'verified' },
      ktpBundle: { assuranceTier: 'high', framesStored: DETAIL_FRAMES + LIT_FRAMES },
    })
    visit.expectQuiet()
    await visit.close()
  })

  it('opens one device of the browser after the other, and sends what both saw', async () => {
    const visit = await visitOnPhone('en')
    await fakeDevices(visit)
    await visit.press()
    await expectTitle(visit, '1 of 2')
    await expectTitle(visit, '2 of 2')
    expect(await visit.page.evaluate(() => window.openCameras)).toEqual(['user'])
    await visit.expectScreen('review')
    const { bundle } = await sendAndRead(visit, 'Send')
    expectTwoStages(bundle)
    expect(await visit.page.evaluate(() => window.mostOpen)).toBe(1)
    expect(await visit.page.evaluate(() => window.openCameras)).toEqual([])
    await visit.close()
  })

  it('goes on with the detail alone where the front camera does not work, and says that a person will check', async () => {
    const visit = await visitOnPhone('en')
    await fakeDevices(visit, true)
    await visit.press()
    await visit.expectScreen('review')
    await visit.expectText('Taken without the screen colours')
    const { bundle, answer } = await sendAndRead(visit, 'Send')
    expect(bundle.frames).toHaveLength(DETAIL_FRAMES)
    expect(bundle.frameTimesMs).toBeUndefined()
    expect(answer).toMatchObject({ ktpBundle: { assuranceTier: 'low' } })
    await visit.close()
  })

  it('keeps the detail when the flash is interrupted, and takes all anew when the pictures are not liked', async () => {
    const visit = await visitOnPhone('en')
    await visit.press()
    await visit.expectScreen('flash')
    await visit.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await visit.expectScreen('problem')
    await visit.press('Try again')
    await expectTitle(visit, '2 of 2')
    await visit.expectScreen('review')
    await visit.page.evaluate(() => (window.titles = []))
    await visit.press('Take it again')
    await expectTitle(visit, '1 of 2')
    await visit.close()
  })

  it('is one stage for whoever takes the front camera, and none for whoever wants no colours', async () => {
    const visit = await visitOnPhone('en')
    await visit.press()
    await expectTitle(visit, '1 of 2')
    await visit.press('Other camera')
    await visit.expectText('Hold your KTP to the camera')
    await visit.expectScreen('ready')
    await visit.press('Without the colours')
    await visit.expectScreen('review')
    await visit.expectText('Taken without the screen colours')
    await visit.close()
  })
})
