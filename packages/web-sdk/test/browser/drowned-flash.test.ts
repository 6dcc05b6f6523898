import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KartuCaptureElement } from '../../src/element/define-kartu-capture.ts'
import { openBrowser } from '../harness/open-browser.ts'
import { PHONE, visitCapturePage, type Visit } from '../harness/visit.ts'

const CAPTURE = '**/api/identity/document/ktp/capture'
/** A device that is pointed at with a finger: it has two cameras. */
const HANDHELD: BrowserContextOptions = { viewport: PHONE, hasTouch: true, isMobile: true }

declare global {
  interface Window {
    notices: string[]
    /** What tells the virtual camera of the screen's colours. */
    tellCamera: KartuCaptureElement['onScreenColor']
  }
}

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

/** From now on no colour of the screen reaches the simulated card, as in sunlight. */
async function drown(visit: Visit): Promise<void> {
  await visit.expectScreen('priming')
  await visit.page.evaluate(() => {
    const element = document.querySelector('kartu-capture') as KartuCaptureElement
    window.tellCamera = element.onScreenColor
    element.onScreenColor = null
    window.notices = []
    document.addEventListener('kartu-notice', (event) =>
      window.notices.push((event as CustomEvent<string>).detail),
    )
  })
}

async function goIntoShade({ page }: Visit): Promise<void> {
  await page.evaluate(() => {
    const element = document.querySelector('kartu-capture') as KartuCaptureElement
    element.onScreenColor = window.tellCamera
  })
}

const noticesOf = ({ page }: Visit): Promise<string[]> => page.evaluate(() => window.notices)

describe('a flash that the light around outshone', { timeout: 120_000 }, () => {
  it('is said before anything is sent; taken again in the shade, the capture is verified', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    await drown(visit)
    await visit.press()
    await visit.expectScreen('review')
    await visit.expectText('Too bright here')
    await visit.expectText('Go into the shade')
    expect(await noticesOf(visit)).toEqual(['flash_drowned'])
    const focused = () =>
      visit.page.evaluate(() => {
        const { activeElement } = document.querySelector('kartu-capture')?.shadowRoot ?? {}
        return activeElement?.textContent
      })
    // A screen reader begins with what is wrong; the first button is the way out.
    expect(await focused()).toBe('Too bright here')
    await visit.page.keyboard.press('Tab')
    expect(await focused()).toBe('Take it again')
    await goIntoShade(visit)
    // The preferred button.
    await visit.press()
    await visit.expectScreen('guide')
    await visit.expectScreen('review')
    await visit.expectText('Can everything be read?')
    expect(await noticesOf(visit)).toEqual(['flash_drowned'])
    const answered = visit.page.waitForResponse(CAPTURE)
    await visit.press('Send')
    expect(await (await answered).json()).toMatchObject({ ktpBundle: { assuranceTier: 'high' } })
    await visit.expectScreen('result')
    await visit.close()
  })

  it('is said again after a reload, and may be sent as it is: a person decides', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'id' })
    await drown(visit)
    await visit.press()
    await visit.expectScreen('review')
    await visit.page.reload()
    await visit.expectScreen('review')
    await visit.expectText('Foto Anda masih tersimpan')
    await visit.expectText('Di sini terlalu terang')
    await visit.expectText('petugas akan memeriksanya')
    const answered = visit.page.waitForResponse(CAPTURE)
    await visit.press('Tetap kirim')
    const answer: unknown = await (await answered).json()
    expect(answer).toMatchObject({ ktpBundle: { assuranceTier: 'low' } })
    await visit.expectScreen('result')
    await visit.close()
  })

  it('is all that a phone takes again: the rear camera’s pictures are kept', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' }, HANDHELD)
    await drown(visit)
    await visit.press()
    await visit.expectScreen('review')
    await visit.expectText('Too bright here')
    await goIntoShade(visit)
    await visit.press('Take it again')
    await visit.expectScreen('guide')
    await visit.expectText('2 of 2')
    await visit.expectScreen('review')
    await visit.expectText('Can everything be read?')
    await visit.close()
  })
})
