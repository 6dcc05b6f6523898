import { seedDashboard } from '@kartu/specimen'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from '../../../web-sdk/test/harness/open-browser.ts'
import { visitDesk, type DeskVisit } from '../harness/visit-desk.ts'

describe('the queue by keyboard', () => {
  let browser: Browser
  let visit: DeskVisit

  beforeAll(async () => {
    browser = await openBrowser()
    await seedDashboard({ ...inject('desk'), seed: 'keys', limit: 3, onCase: () => undefined })
    visit = await visitDesk(browser)
    await visit.open('/reviews')
    await visit.signIn(inject('desk').administrator)
    await visit.page.locator('table.queue tbody tr').nth(1).waitFor()
  }, 180_000)

  afterAll(async () => {
    await visit.close()
    await browser.close()
  })

  const marked = (): Promise<number> =>
    visit.page.evaluate(() =>
      [...document.querySelectorAll('table.queue tbody tr')].findIndex((row) => row.matches('.marked')),
    )

  it('moves by j and k, and opens by Enter what is marked', async () => {
    const { page } = visit
    expect(await marked()).toBe(0)
    await page.keyboard.press('j')
    expect(await marked()).toBe(1)
    await page.keyboard.press('k')
    expect(await marked()).toBe(0)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/desk/reviews/ktpb_*')
    await page.locator('.verdict').waitFor()
    await page.keyboard.press('u')
    await page.locator('table.queue tbody tr').first().waitFor()
  })

  it('does nothing while somebody types', async () => {
    const { page } = visit
    const field = page.getByLabel('Customer', { exact: true })
    await field.click()
    await page.keyboard.type('jjkc?')
    expect(await field.inputValue()).toBe('jjkc?')
    expect(await marked()).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(page.url()).not.toContain('ktpb_')
    await field.fill('')
    await page.getByLabel('Tier').focus()
    await page.keyboard.press('j')
    expect(await marked()).toBe(0)
  })

  it('does nothing with a modifier, nor behind a dialog', async () => {
    const { page } = visit
    await page.locator('h1').focus()
    await page.keyboard.press('Control+j')
    expect(await marked()).toBe(0)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await visit.look('shortcuts')
    await page.keyboard.press('j')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await marked()).toBe(0)
  })

  it('never decides a case by one key', async () => {
    const { page } = visit
    await page.keyboard.press('Enter')
    await page.waitForURL('**/desk/reviews/ktpb_*')
    await page.getByRole('button', { name: 'Accept', exact: true }).waitFor()
    for (const key of ['d', 'Enter', 'Enter', 'Enter', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key)
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await page.getByLabel('Reason').waitFor()
  })
})
