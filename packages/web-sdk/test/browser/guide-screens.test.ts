import { inventCard, simulateCapture, type StageOptions } from '@kartu/specimen'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Sdk from '../../src/element/define-kartu-capture.ts'
import { openBrowser } from '../harness/open-browser.ts'
import { DESKTOP, PHONE, visitCapturePage, type Visit } from '../harness/visit.ts'

/** The card is across less of it than guidance asks for: the shutter stays shut while the screen is looked at. */
const UPRIGHT_WIDTH_PX = 800
const MARGIN_PX = 311
/** 9 : 16. */
const UPRIGHT_ASPECT = 0.56

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

const simulate = (stage: StageOptions) =>
  simulateCapture({
    card: inventCard('b'),
    species: 'bona_fide',
    device: 'phone-compact',
    challenge: null,
    seed: 'b',
    frameCount: 1,
    stage: { rollDegrees: 3, tiltDegrees: [2, -3], roomLux: 300, ...stage },
  })

async function photographGlare(): Promise<Buffer> {
  const glare = { at: { x: 0.3, y: 0.5 }, radiusMm: 5 }
  const { frames } = await simulate({ widthFraction: 0.73, glare })
  return Buffer.from(frames[0]!)
}

/** A card across a picture as a phone held upright takes it: with more of the table above and below. */
async function photographUpright(): Promise<Buffer> {
  const { frames, quads } = await simulate({ widthFraction: 0.42 })
  const { width, height } = await sharp(frames[0]).metadata()
  const middle = quads[0]!.reduce((sum, { x }) => sum + x / 4, 0)
  const left = Math.round(Math.max(0, Math.min(width - UPRIGHT_WIDTH_PX, middle - UPRIGHT_WIDTH_PX / 2)))
  const cut = sharp(frames[0]).extract({ left, top: 0, width: UPRIGHT_WIDTH_PX, height })
  const more = { top: MARGIN_PX, bottom: MARGIN_PX, extendWith: 'copy' } as const
  return cut.extend(more).jpeg({ quality: 93 }).toBuffer()
}

/** Opens the page before a camera that shows nothing but this picture. */
async function guideBefore(jpeg: Buffer, lang: string, viewport: typeof PHONE): Promise<Visit> {
  const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang }, { viewport })
  await visit.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
    const element = document.querySelector('kartu-capture') as Sdk.KartuCaptureElement
    const home = element.parentElement
    element.remove()
    const preview = document.createElement('canvas')
    preview.width = picture.width
    preview.height = picture.height
    preview.getContext('2d')?.drawImage(picture, 0, 0)
    element.camera = {
      open: () =>
        Promise.resolve({
          preview,
          facing: 'user',
          isMirrored: false,
          watchFrames(onFrame) {
            const frame = { source: preview, widthPx: picture.width, heightPx: picture.height }
            const timer = setInterval(() => onFrame({ ...frame, timeMs: performance.now() }), 60)
            return () => clearInterval(timer)
          },
          ended: new Promise(() => undefined),
          close: () => undefined,
        }),
    }
    home?.append(element)
  }, jpeg.toString('base64'))
  await visit.press()
  return visit
}

describe('guidance on the screen', { timeout: 60_000 }, () => {
  it.each([
    ['id', PHONE, 'Ada pantulan cahaya'],
    ['en', DESKTOP, 'Glare: tilt the card'],
  ] as const)('marks where glare lies (%s)', async (lang, viewport, advice) => {
    const glaring = await photographGlare()
    const visit = await guideBefore(glaring, lang, viewport)
    await visit.expectText(advice)
    await visit.look('glare')
    const mark = visit.page.locator('kartu-capture svg ellipse')
    expect(Number(await mark.getAttribute('rx'))).toBeGreaterThan(0)
    // Left of the card's middle, which is near the picture's.
    expect(Number(await mark.getAttribute('cx'))).toBeLessThan(0.5)
    await visit.close()
  })

  it.each([
    ['id', PHONE, 'diputar mendatar'],
    ['en', DESKTOP, 'turned sideways'],
  ] as const)('asks whoever holds a phone upright to turn it (%s)', async (lang, viewport, tip) => {
    const visit = await guideBefore(await photographUpright(), lang, viewport)
    await visit.expectText(tip)
    await visit.look('upright')
    const view = await visit.page.locator('kartu-capture .viewport').boundingBox()
    expect((view?.width ?? 0) / (view?.height ?? 1)).toBeCloseTo(UPRIGHT_ASPECT, 1)
    await visit.close()
  })
})
