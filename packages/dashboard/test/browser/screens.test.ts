import { seedDashboard, type SeededCase } from '@kartu/specimen'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from '../../../web-sdk/test/harness/open-browser.ts'
import { visitDesk, type VisitOptions } from '../harness/visit-desk.ts'

const TABLET = { width: 820, height: 1180 }
const LOOKS: readonly VisitOptions[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'id' },
  { theme: 'light', language: 'id', viewport: TABLET },
]

/** Each screen and what is there once it has loaded. */
const screensOf = ({ bundleId, customerId }: SeededCase): readonly (readonly [string, string, string])[] => [
  ['queue', '/reviews', 'table.queue tbody tr'],
  ['queue-decided', '/reviews?state=decided', '.panel .state, table.queue tbody tr'],
  ['proposals', '/proposals', '.panel .state, .panel table'],
  ['case', `/reviews/${bundleId}`, '.verdict .sentence'],
  ['customers', '/customers', 'table.queue tbody tr'],
  ['customer', `/customers/${customerId}`, '.columns .panel'],
  ['audit', '/audit', 'table.audit tbody tr'],
  ['overview', '/overview', '.recharts-surface'],
  ['organisation', '/settings/organisation', '.settings-form'],
  ['api-keys', '/settings/api-keys', '.panel table'],
  ['webhooks', '/settings/webhooks', '.state, .panel table'],
  ['policy', '/settings/policy', '.recharts-surface'],
  ['users', '/users', '.panel table'],
  ['account', '/account', '.account .sessions table'],
]

describe('every screen', () => {
  let browser: Browser
  let cases: SeededCase[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    cases = await seedDashboard({ ...inject('desk'), seed: 'look', limit: 5, onCase: () => undefined })
  }, 180_000)

  afterAll(() => browser.close())

  for (const look of LOOKS) {
    const { theme = '', language = '', viewport } = look
    it(`is accessible and keeps the policy: ${theme}, ${language}, ${viewport?.width ?? 1280} px`, async () => {
      const shown = cases.find(({ verdict }) => verdict === 'requires_review')
      expect(shown).toBeDefined()
      if (shown === undefined) return
      const visit = await visitDesk(browser, look)
      await visit.open('/')
      await visit.page.locator('input[type=email]').waitFor()
      await visit.look('login')
      await visit.signIn(inject('desk').administrator)
      await visit.page.locator('.rail').waitFor()
      for (const [name, path, ready] of screensOf(shown)) {
        await visit.open(path)
        await visit.page.locator(ready).first().waitFor()
        await visit.look(name)
        expect(await overflowPx(visit.page), `${name} is wider than the screen`).toBeLessThanOrEqual(0)
      }
      await visit.open(`/reviews/${shown.bundleId}`)
      await visit.page.locator('#open-frames').click()
      await visit.page.locator('.stage img').first().waitFor()
      await visit.page.waitForLoadState('networkidle').catch(() => undefined)
      await visit.look('case-open')
      await visit.close()
    }, 180_000)
  }

  it('says so when there is nothing, and when the service fails', async () => {
    const visit = await visitDesk(browser)
    await visit.open('/reviews')
    await visit.signIn(inject('desk').administrator)
    await visit.page.getByLabel('Customer', { exact: true }).fill('nobody-of-this-name')
    await visit.page.keyboard.press('Enter')
    await visit.page.getByText('No case matches the filters').waitFor()
    await visit.look('queue-empty')
    await visit.page.route('**/api/desk/audit*', (route) => route.fulfill({ status: 500, json: FAULT }))
    await visit.open('/audit')
    await visit.page.getByText('The service failed.').waitFor()
    await visit.look('audit-failed')
    await visit.page.unrouteAll()
    await visit.page.getByRole('button', { name: 'Try again' }).click()
    await visit.page.locator('table.audit tbody tr').first().waitFor()
    await visit.close()
  }, 60_000)

  it('shows nothing of the desk to nobody, and nothing of another organisation to anybody', async () => {
    const visit = await visitDesk(browser)
    await visit.open('/reviews/ktpb_00000000000000000000000000')
    await visit.page.locator('input[type=email]').waitFor()
    await visit.signIn(inject('desk').administrator)
    await visit.page.getByText('There is no such thing').waitFor()
    await visit.close()
  }, 60_000)
})

const FAULT = { error: 'The service failed.', code: 'internal', requestId: 'req_test' }

function overflowPx(page: { evaluate: <R>(of: () => R) => Promise<R> }): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
