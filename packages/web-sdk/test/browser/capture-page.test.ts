import { readFileSync } from 'node:fs'
import type { CaptureRequest } from '@kartu/contract'
import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type * as Sdk from '../../src/index.ts'
import { openBrowser } from '../harness/open-browser.ts'
import { DESKTOP, visitCapturePage } from '../harness/visit.ts'

const CAPTURE = '**/api/identity/document/ktp/capture'
const CHALLENGE = '**/api/identity/document/ktp/challenge'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
})

const isSubmit = (request: Request): boolean =>
  request.method() === 'POST' && request.url().endsWith('/document/ktp/capture')

/** What the page keeps in the browser's database, in hexadecimal digits. Runs in the page. */
async function readKept(): Promise<string[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => request.addEventListener('success', () => resolve(request.result)))
  const database = await done(indexedDB.open('kartu', 1))
  const records = (await done(database.transaction('captures').objectStore('captures').getAll())) as {
    sealed: ArrayBuffer
  }[]
  database.close()
  return records.map(({ sealed }) =>
    Array.from(new Uint8Array(sealed), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  )
}

describe('the hosted capture page with the virtual camera', { timeout: 120_000 }, () => {
  it('takes a genuine specimen to a verified verdict by itself, on a phone', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'id' })
    await visit.expectScreen('priming')
    await visit.press()
    // Nothing is pressed from here on: guidance finds the card and the shutter releases itself.
    await visit.expectScreen('ready')
    await visit.expectScreen('flash')
    await visit.expectScreen('review')
    const submitted = visit.page.waitForRequest(isSubmit)
    await visit.press('Kirim')
    const answer = await (await submitted).response()
    await visit.expectScreen('result')
    visit.expectQuiet()
    const { bundle } = (await submitted).postDataJSON() as CaptureRequest
    expect(bundle).toMatchObject({ platform: 'web', flashSource: 'screen' })
    expect(bundle.frames).toHaveLength(5)
    const times = bundle.frameTimesMs ?? []
    expect(times.toSorted((a, b) => a - b)).toEqual(times)
    const samples = bundle.flashSamples ?? []
    const spanMs = (samples.at(-1)?.tMs ?? 0) - (samples[0]?.tMs ?? 0)
    expect(spanMs).toBeGreaterThan(1_200)
    // The simulated card answers the flash, and the real service says so.
    expect(await answer?.json()).toMatchObject({
      verification: { status: 'verified' },
      ktpBundle: { assuranceTier: 'high', framesStored: 5 },
    })
    await visit.close()
  })

  it('lets a replay on a phone’s screen through to a verdict that is not verified', async () => {
    const visit = await visitCapturePage(
      browser,
      { specimen: 'oled_phone_replay', lang: 'en' },
      { viewport: DESKTOP, colorScheme: 'dark' },
    )
    await visit.expectScreen('priming')
    await visit.press()
    await visit.expectScreen('guide')
    // Guidance is made for cards: should it not release the shutter by itself, a hand does.
    await visit.press('Take the picture').catch(() => undefined)
    await visit.expectScreen('review')
    const submitted = visit.page.waitForResponse(CAPTURE)
    // A screen reflects little of the flash, so that the page may have asked to take the picture again.
    await visit.page.getByRole('button', { name: /^Send/ }).click()
    const answer = (await (await submitted).json()) as { verification: { status: string } }
    await visit.expectScreen('result')
    expect(['pending', 'failed']).toContain(answer.verification.status)
    await visit.close()
  })

  it('shows no colour to whoever opts out, and says that a person will check', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    await visit.page.getByRole('checkbox').check()
    await visit.press()
    await visit.expectScreen('review')
    expect(await visit.screens()).not.toContain('flash')
    const submitted = visit.page.waitForRequest(isSubmit)
    await visit.press('Send')
    const { bundle } = (await submitted).postDataJSON() as CaptureRequest
    expect(bundle.flashSamples).toBeUndefined()
    expect(bundle.flashSource).toBeUndefined()
    await visit.expectScreen('result')
    await visit.expectText('A person will check your KTP')
    await visit.close()
  })

  it('keeps the capture over a dead network and sends the same one again', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    const keys = new Set<string>()
    visit.page.on('request', (request) => {
      if (isSubmit(request)) keys.add(request.headers()['idempotency-key'] ?? '')
    })
    await visit.page.route(CAPTURE, (route) => route.abort('internetdisconnected'))
    await visit.press()
    await visit.expectScreen('review')
    await visit.press('Send')
    await visit.expectScreen('problem')
    await visit.expectText('No connection')
    await visit.page.unroute(CAPTURE)
    // The line comes back, but slowly: how much is sent shows meanwhile.
    const line = await visit.page.context().newCDPSession(visit.page)
    await line.send('Network.enable')
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 100,
      downloadThroughput: 100_000,
      uploadThroughput: 100_000,
    })
    await visit.press('Send again')
    await visit.page.waitForFunction(() => {
      const progress = document.querySelector('kartu-capture')?.shadowRoot?.querySelector('progress')
      return progress !== null && progress !== undefined && progress.position > 0 && progress.position < 1
    })
    await visit.expectScreen('result')
    expect(keys.size).toBe(1)
    await visit.close()
  })

  it('goes on with the pictures under review after a reload, and leaves nothing readable behind', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    await visit.press()
    await visit.expectScreen('review')
    const kept = await visit.page.evaluate(readKept)
    expect(kept).toHaveLength(1)
    // Neither the head of a JPEG file nor the name of the challenge's secret can be read in it.
    expect(kept[0]).not.toMatch(/ffd8ffe000104a464946|686d6163536563726574/)
    const frames = visit.page.waitForRequest(isSubmit)
    await visit.page.reload()
    await visit.expectScreen('review')
    await visit.expectText('Your pictures were kept')
    await visit.press('Send')
    const { bundle } = (await frames).postDataJSON() as CaptureRequest
    expect(bundle.frames).toHaveLength(5)
    await visit.expectScreen('result')
    await expect.poll(() => visit.page.evaluate(readKept)).toEqual([])
    await visit.page.reload()
    await visit.expectScreen('priming')
    await visit.close()
  })

  it('waits for a service that is busy for a moment', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    let refusals = 0
    await visit.page.route(CHALLENGE, async (route) => {
      refusals += 1
      if (refusals > 2) return route.continue()
      const body = JSON.stringify({ error: 'busy', code: 'not_ready', requestId: 'req_test' })
      return route.fulfill({
        status: 503,
        headers: { 'retry-after': '1', 'content-type': 'application/json' },
        body,
      })
    })
    await visit.press()
    await visit.expectScreen('review')
    expect(refusals).toBeGreaterThan(2)
    await visit.close()
  })

  it('tells an expired link from one that was never valid', async () => {
    for (const [code, title] of [
      ['client_token_expired', 'This link has expired'],
      ['unauthorised', 'This link is not valid here'],
    ] as const) {
      const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en', flash: 'off' })
      await visit.page.route(CHALLENGE, (route) =>
        route.fulfill({
          status: 401,
          contentType: 'application/json',
          body: JSON.stringify({ error: 'no', code, requestId: 'req_test' }),
        }),
      )
      await visit.press()
      await visit.expectScreen('problem')
      await visit.expectText(title)
      await visit.close()
    }
  })

  it('shows no sequence that breaks WCAG 2.3.1, whoever sends it', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    await visit.page.route(CHALLENGE, async (route) => {
      const answer = await route.fetch()
      const { flashChallenge } = (await answer.json()) as { flashChallenge: object }
      const strobe = {
        colors: ['#FFFFFF', '#000000', '#FFFFFF', '#000000', '#FFFFFF', '#000000', '#FFFFFF', '#000000'],
        holdMs: [120, 120, 120, 120, 120, 120, 120, 120],
      }
      await route.fulfill({ response: answer, json: { flashChallenge: { ...flashChallenge, ...strobe } } })
    })
    await visit.expectScreen('priming')
    await visit.page.evaluate(() => {
      const cover = document.querySelector('kartu-capture')?.shadowRoot?.querySelector('.cover')
      new MutationObserver(() => window.screensSeen.push('cover')).observe(cover!, { attributes: true })
    })
    await visit.press()
    await visit.expectScreen('problem')
    expect(await visit.screens()).not.toContain('cover')
    await visit.expectText('The colours were not shown')
    await visit.close()
  })

  it('sends nothing of a flash during which the page was left', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    await visit.press()
    await visit.expectScreen('flash')
    await visit.page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await visit.expectScreen('problem')
    await visit.expectText('Interrupted')
    await visit.press('Try again')
    await visit.expectScreen('guide')
    await visit.close()
  })

  it('is worked by keyboard alone', async () => {
    const visit = await visitCapturePage(browser, { specimen: 'bona_fide', lang: 'en' })
    const { keyboard } = visit.page
    await visit.expectScreen('priming')
    await keyboard.press('Tab')
    await keyboard.press('Space')
    expect(await visit.page.getByRole('checkbox').isChecked()).toBe(true)
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await visit.expectScreen('review')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    const focused = await visit.page.evaluate(
      () => document.querySelector('kartu-capture')?.shadowRoot?.activeElement?.textContent,
    )
    expect(focused).toBe('Take it again')
    await visit.close()
  })
})

interface SignatureVector {
  readonly tcId: number
  readonly result: string
  readonly bundle: string
  readonly row?: 'challenge' | 'device' | 'raw'
}

describe('the built SDK in a real browser', () => {
  it('is served under a policy that allows its own files only, and the camera', async () => {
    const { headers } = await fetch(`${inject('service').baseUrl}/capture`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'")
    expect(policy).not.toMatch(/unsafe|wasm|data:|\*/)
    expect(policy).toContain("frame-ancestors 'self'")
    expect(headers.get('permissions-policy')).toContain('camera=(self)')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('signs as the published vectors do', async () => {
    const path = new URL('../../../../vectors/signature/ktp-capture-signature.json', import.meta.url)
    const vectors = JSON.parse(readFileSync(path, 'utf8')) as {
      secrets: Record<'challenge' | 'device' | 'raw', string>
      tests: SignatureVector[]
    }
    const cases = vectors.tests.flatMap(({ tcId, result, bundle, row }) => {
      if (result !== 'valid' || row === undefined) return []
      const { signature, frames, ...rest } = JSON.parse(bundle) as {
        signature: string
        frames: string[]
      }
      const bytes = frames.map((frame) => [...Buffer.from(frame.replace(/^data:[^,]*,/, ''), 'base64')])
      const secret = [
        ...(row === 'device'
          ? Buffer.from(vectors.secrets.device, 'base64url')
          : Buffer.from(vectors.secrets[row])),
      ]
      return [{ tcId, rest, bytes, secret, signature }]
    })
    expect(cases.length).toBeGreaterThan(5)
    const page = await browser.newPage()
    await page.goto(`${inject('service').baseUrl}/capture`)
    // As text: the test runner would rewrite an import that it sees.
    await page.evaluate("import('/capture/kartu-capture.js').then((sdk) => { window.sdk = sdk })")
    const wrong = await page.evaluate(async (list) => {
      const { sdk } = window as unknown as { sdk: typeof Sdk }
      const failures: number[] = []
      for (const { tcId, rest, bytes, secret, signature } of list) {
        const frames = bytes.map((frame) => Uint8Array.from(frame))
        const unsigned = { ...rest, frames } as unknown as Parameters<typeof sdk.signBundle>[0]
        const signed = await sdk.signBundle(unsigned, Uint8Array.from(secret))
        if (signed.signature !== signature) failures.push(tcId)
      }
      return failures
    }, cases)
    expect(wrong).toEqual([])
    await page.close()
  })

  it('refuses a secret key', async () => {
    const page = await browser.newPage()
    const { baseUrl } = inject('service')
    await page.goto(`${baseUrl}/capture#token=qe_sk_sandbox_x&customer=cus_x&lang=en`)
    await page.getByText('This link is not valid here').waitFor()
    await page.close()
  })
})
