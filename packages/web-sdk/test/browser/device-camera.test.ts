import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventCard, simulateCapture } from '@kartu/specimen'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { buildReactExample } from '../harness/build-react-example.ts'
import { openBrowser } from '../harness/open-browser.ts'
import { serveExample, type ExampleSite } from '../harness/serve-example.ts'
import { DESKTOP, issueToken, visit, visitCapturePage } from '../harness/visit.ts'

const GRANTED = '--use-fake-ui-for-media-stream'
const FAKE_DEVICE = '--use-fake-device-for-media-stream'

let folder: string
let site: ExampleSite
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kartu-video-'))
  const { baseUrl } = inject('service')
  site = await serveExample(baseUrl, async (origin) => {
    const { token, customerId } = await issueToken(origin)
    return { CLIENT_TOKEN: token, CUSTOMER_ID: customerId }
  })
})
afterAll(async () => {
  await site.close()
  await rm(folder, { recursive: true, force: true })
})

/** A video of a simulated card in a hand, as Chromium's fake device plays it: JPEG after JPEG. */
async function writeCardVideo(): Promise<string> {
  const { frames } = await simulateCapture({
    card: inventCard('video'),
    species: 'bona_fide',
    device: 'laptop-fullhd',
    challenge: null,
    seed: 'video',
    frameCount: 3,
    stage: { widthFraction: 0.8, rollDegrees: 1, tiltDegrees: [2, 2], roomLux: 300, tremor: 0.3 },
  })
  const path = join(folder, 'card.mjpeg')
  await writeFile(path, Buffer.concat(frames))
  return path
}

describe('the React wrapper', { timeout: 120_000 }, () => {
  it('shows the element, its code for a phone, and reports what happens', async () => {
    await buildReactExample()
    const browser = await openBrowser([GRANTED])
    const shown = await visit(browser, `${site.origin}/react.html`, 'react', { viewport: DESKTOP })
    await shown.expectScreen('priming')
    await shown.expandPhoneCode('Pakai kamera ponsel saja')
    await shown.press()
    await shown.expectScreen('problem')
    await shown.expectText('Kamera tidak ditemukan')
    shown.expectQuiet()
    await browser.close()
  })
})

describe('the device’s own camera', { timeout: 120_000 }, () => {
  it('is guided to a capture on an institution’s page; a video, which no colour of the screen reaches, is not verified', async () => {
    const video = await writeCardVideo()
    const browser = await openBrowser([GRANTED, FAKE_DEVICE, `--use-file-for-fake-video-capture=${video}`])
    const shown = await visit(browser, `${site.origin}/plain.html`, 'example', { viewport: DESKTOP })
    await shown.press()
    await shown.expectScreen('review')
    expect(await shown.screens()).toEqual(expect.arrayContaining(['guide', 'ready', 'flash']))
    await shown.expectText('Di sini terlalu terang')
    await shown.press('Tetap kirim')
    await shown.expectScreen('result')
    await shown.expectText('Status: pending')
    await shown.close()
    await browser.close()
  })

  it('that is refused leads to the steps that bring it back', async () => {
    const browser = await openBrowser([FAKE_DEVICE, `${GRANTED}=deny`])
    const shown = await visitCapturePage(browser, { lang: 'en' })
    await shown.press()
    await shown.expectScreen('problem')
    await shown.expectText('The camera is blocked')
    await shown.expectText('Switch Camera on.')
    await shown.close()
    await browser.close()
  })

  it('that is not there is said to be missing', async () => {
    const browser = await openBrowser([GRANTED])
    const shown = await visitCapturePage(browser, { lang: 'id' })
    await shown.press()
    await shown.expectScreen('problem')
    await shown.expectText('Kamera tidak ditemukan')
    await shown.close()
    await browser.close()
  })

  it('that another program holds, or takes away, is said to be in use', async () => {
    const browser = await openBrowser([GRANTED, FAKE_DEVICE])
    const shown = await visitCapturePage(browser, { lang: 'en' })
    await shown.page.evaluate(() => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      let asked = 0
      navigator.mediaDevices.getUserMedia = async (wish) => {
        asked += 1
        if (asked === 1) throw new DOMException('Could not start video source', 'NotReadableError')
        const stream = await open(wish)
        const [track] = stream.getVideoTracks()
        setTimeout(() => track?.dispatchEvent(new Event('ended')), 1_500)
        return stream
      }
    })
    await shown.press()
    await shown.expectScreen('problem')
    await shown.expectText('The camera is in use')
    await shown.press('Try again')
    await shown.expectScreen('guide')
    await shown.expectScreen('problem')
    await shown.expectText('The camera is in use')
    await shown.close()
    await browser.close()
  })

  it('is not even asked for on a page that is not secure, or inside an app that has none', async () => {
    const { baseUrl } = inject('service')
    const { port } = new URL(baseUrl)
    const browser = await openBrowser([GRANTED, '--host-resolver-rules=MAP kartu.test 127.0.0.1'])
    const insecure = await visit(
      browser,
      `http://kartu.test:${port}/capture#token=qe_ct_x&lang=en`,
      'insecure',
    )
    await insecure.press()
    await insecure.expectScreen('problem')
    await insecure.expectText('This page is not secure')
    const inApp = await visitCapturePage(
      browser,
      { lang: 'en' },
      {
        userAgent: 'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 Chrome/126.0 Mobile Instagram 340',
      },
    )
    await inApp.press()
    await inApp.expectScreen('problem')
    await inApp.expectText('Open this page in your browser')
    // Apps without a camera often have no clipboard either.
    await inApp.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await inApp.press('Copy the link')
    const link = inApp.page.getByRole('textbox')
    expect(await link.inputValue()).toBe(inApp.page.url())
    await inApp.look('link')
    await inApp.close()
    await browser.close()
  })
})
