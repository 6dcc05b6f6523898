import { mkdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import axe from 'axe-core'
import { createKartuClient } from '@kartu/contract/client'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }

/** Set it to a folder to get a picture of every screen that the tests pass. */
const SHOTS = process.env['KARTU_SCREENSHOTS']

/** Numbers the pictures: no problem's screen takes another's place. */
let shots = 0

/** A button is there with its screen; on a busy machine the click itself takes a while. */
const PRESS_TIMEOUT_MS = 5_000

declare global {
  interface Window {
    screensSeen: string[]
    violations: string[]
  }
}

export interface Visit {
  readonly page: Page
  /** Names of the screens so far, in order. */
  screens(): Promise<string[]>
  /** Waits for a screen, looks at it (accessibility, and a picture where asked for). */
  expectScreen(name: string, timeoutMs?: number): Promise<void>
  expectText(text: string): Promise<void>
  /** Looks at what is on the screen now, as `expectScreen` does. */
  look(name: string): Promise<void>
  /** Opens what this line folds away, and waits for the code that a phone scans. */
  expandPhoneCode(title: string): Promise<void>
  /** Presses the button with this text; the preferred one without. */
  press(label?: string): Promise<void>
  /** Nothing broke the page's policy and nothing threw. */
  expectQuiet(): void
  /** Leaves the page, after a last look at the same. */
  close(): Promise<void>
}

/** A customer's way in: a client token good for `origin`. */
export async function issueToken(origin: string): Promise<{ token: string; customerId: string }> {
  const { baseUrl, apiKey } = inject('service')
  const client = createKartuClient({ baseUrl, apiKey })
  const { customer } = await client.createCustomer({ externalId: randomUUID() })
  const { clientToken } = await client.issueClientToken({ customerId: customer.id, origins: [origin] })
  return { token: clientToken.token, customerId: customer.id }
}

/** Opens the hosted capture page for a new customer. `extra` goes into the address's fragment. */
export async function visitCapturePage(
  browser: Browser,
  extra: Readonly<Record<string, string>>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const { baseUrl } = inject('service')
  const { token, customerId } = await issueToken(new URL(baseUrl).origin)
  const order = new URLSearchParams({ token, customer: customerId, ...extra })
  return visit(browser, `${baseUrl}/capture#${order.toString()}`, extra['lang'] ?? 'id', options)
}

export async function visit(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: PHONE, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // A request that a test makes fail is reported as a resource error: that one is expected.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  await page.addInitScript(() => {
    window.screensSeen = []
    window.violations = []
    document.addEventListener('kartu-screen', (event) =>
      window.screensSeen.push((event as CustomEvent<string>).detail),
    )
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
    )
  })
  await page.goto(url)
  let violations: string[] = []
  const shoot = async (screen: string): Promise<void> => {
    if (SHOTS === undefined) return
    shots += 1
    await mkdir(SHOTS, { recursive: true })
    const width = page.viewportSize()?.width ?? 0
    await page.screenshot({
      path: `${SHOTS}/${String(shots).padStart(2, '0')}-${name}-${width}-${screen}.png`,
    })
  }
  const expectQuiet = (): void => {
    expect(violations).toEqual([])
    expect(complaints).toEqual([])
  }
  return {
    page,
    screens: () => page.evaluate(() => window.screensSeen),
    async expectScreen(screen, timeoutMs = 45_000) {
      await page.waitForFunction((wanted) => window.screensSeen.at(-1) === wanted, screen, {
        timeout: timeoutMs,
        polling: 50,
      })
      violations = await page.evaluate(() => window.violations)
      await shoot(screen)
      // A screen that passes by itself would be gone before it is looked at.
      if (!['opening', 'flash', 'sending', 'preparing'].includes(screen)) await expectAccessible(page)
    },
    async look(screen) {
      await shoot(screen)
      await expectAccessible(page)
    },
    expectText: (text) => page.getByText(text).first().waitFor(),
    async press(label) {
      const buttons = page.locator('kartu-capture button')
      await (
        label === undefined
          ? buttons.and(page.locator('.primary'))
          : buttons.getByText(label, { exact: true })
      )
        .first()
        .click({ timeout: PRESS_TIMEOUT_MS })
    },
    async expandPhoneCode(title) {
      await page.getByText(title).click()
      const code = page.locator('kartu-capture .phone-code svg')
      await code.waitFor({ state: 'visible' })
      await shoot('phone-code')
    },
    expectQuiet,
    async close() {
      violations = await page.evaluate(() => window.violations)
      expectQuiet()
      await context.close()
    },
  }
}

/** axe-core finds nothing serious. Evaluated by the debugger, so that the page's policy stays as strict as it is. */
async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' ')}`)
  })
  expect(found).toEqual([])
}
