import { mkdir } from 'node:fs/promises'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { Login } from './desk-session.ts'

/** Set it to a folder to get a picture of every screen that the tests pass. */
const SHOTS = process.env['KARTU_SCREENSHOTS']
const DESK = { width: 1280, height: 800 }

declare global {
  interface Window {
    violations: string[]
  }
}

export interface DeskVisit {
  readonly page: Page
  /** Opens a path below `/desk`. */
  open(path: string): Promise<void>
  signIn(login: Login): Promise<void>
  /** Looks at what is on screen: accessibility, and a picture where asked for. */
  look(name: string): Promise<void>
  /** Nothing broke the page's policy and nothing threw. */
  close(): Promise<void>
}

export interface VisitOptions {
  readonly theme?: 'light' | 'dark'
  readonly language?: 'id' | 'en'
  readonly viewport?: { readonly width: number; readonly height: number }
}

/** A fresh browser profile at the desk. */
export async function visitDesk(browser: Browser, options: VisitOptions = {}): Promise<DeskVisit> {
  const { baseUrl } = inject('desk')
  const { theme = 'light', language = 'en', viewport = DESK } = options
  const context = await browser.newContext({ viewport, timezoneId: 'Asia/Jakarta', locale: 'en-GB' })
  await context.addInitScript(
    ([chosenTheme, chosenLanguage]) => {
      localStorage.setItem('kartu-desk-theme', chosenTheme ?? 'light')
      localStorage.setItem('kartu-desk-language', chosenLanguage ?? 'en')
      window.violations = []
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
      )
    },
    [theme, language],
  )
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // An answer that refuses something is reported as a resource error: tests ask for such answers.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  const violations: string[] = []
  const note = async (): Promise<void> => {
    violations.push(...(await page.evaluate(() => window.violations.splice(0)).catch(() => [])))
  }
  return {
    page,
    async open(path) {
      await note()
      await page.goto(`${baseUrl}/desk${path}`)
    },
    async signIn({ email, password }) {
      await page.locator('input[type=email]').fill(email)
      await page.locator('input[type=password]').fill(password)
      await page.locator('button[type=submit]').click()
    },
    async look(name) {
      await note()
      if (SHOTS !== undefined) {
        await mkdir(SHOTS, { recursive: true })
        await page.screenshot({
          path: `${SHOTS}/desk-${name}-${theme}-${language}-${viewport.width}.png`,
          fullPage: true,
        })
      }
      await expectAccessible(page, name)
    },
    async close() {
      await note()
      expect(violations).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    },
  }
}

/** axe-core finds nothing serious. Evaluated by the debugger, so that the page's policy stays as strict as it is. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' ')}`)
  })
  expect(found, name).toEqual([])
}
