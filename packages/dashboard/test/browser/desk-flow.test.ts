import { createKartuClient } from '@kartu/contract/client'
import { seedDashboard, type SeededCase } from '@kartu/specimen'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from '../../../web-sdk/test/harness/open-browser.ts'
import { openDeskSession } from '../harness/desk-session.ts'
import { visitDesk } from '../harness/visit-desk.ts'
import { signatureOf, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.ts'

const OWN_PASSWORD = 'hujan sore di teras rumah'
/** Events wait for the undo window of ten seconds, and a busy machine takes its time. */
const DELIVERY_MS = 45_000

describe('an analyst decides a case', () => {
  let browser: Browser
  let receiver: WebhookReceiver
  let cases: SeededCase[] = []
  let secret = ''
  let analyst = { email: '', password: '' }

  beforeAll(async () => {
    browser = await openBrowser()
    receiver = await startWebhookReceiver()
    const administrator = await openDeskSession(inject('desk').baseUrl, inject('desk').administrator)
    cases = await seedDashboard({ ...inject('desk'), seed: 'flow', limit: 3, onCase: () => undefined })
    const email = 'analis@bank.example'
    const created = await administrator.call<{ firstPassword: string }>('POST', '/api/desk/users', {
      name: 'Bima Saputra',
      email,
      role: 'analyst',
    })
    analyst = { email, password: created.firstPassword }
    const endpoint = await administrator.call<{ secret: string }>('POST', '/api/webhooks', {
      url: receiver.url,
      events: ['review.overridden', 'customer.kyc_updated'],
    })
    secret = endpoint.secret
  }, 180_000)

  afterAll(async () => {
    await browser.close()
    await receiver.close()
  })

  it('signs in, opens the pictures, accepts in two steps; the level rises and a signed webhook arrives', async () => {
    const chosen = cases.find(({ verdict }) => verdict === 'requires_review')
    expect(chosen).toBeDefined()
    const { bundleId = '', customerId = '', fullName = '' } = chosen ?? {}
    const visit = await visitDesk(browser)
    const { page } = visit
    await visit.open('/')
    await visit.signIn(analyst)
    // The first password was seen by others: nothing opens before another is chosen.
    await page.getByLabel('Current password').fill(analyst.password)
    await page.getByLabel('New password', { exact: true }).fill(OWN_PASSWORD)
    await page.getByLabel('New password again').fill(OWN_PASSWORD)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('link', { name: fullName }).click()
    await page.waitForURL(`**/desk/reviews/${bundleId}`)
    await page.getByRole('button', { name: 'Take', exact: true }).click()
    await page.getByText(/^Yours until/).waitFor()

    // Sealed: no picture is there before a purpose is recorded.
    expect(await page.locator('.stage img').count()).toBe(0)
    await page.getByRole('button', { name: 'Open the pictures' }).click()
    const picture = page.locator('.stage img').first()
    await picture.waitFor()
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.stage img')?.naturalWidth ?? 0) > 0,
    )

    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByLabel('Reason').selectOption('data_confirmed')
    await page.getByRole('button', { name: 'Continue' }).click()
    // Step one has decided nothing yet.
    const client = createKartuClient(inject('desk'))
    expect((await client.getKyc(customerId)).customer.kycLevel).toBe('none')
    await page.getByRole('button', { name: 'Accept for good' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await expect.poll(() => page.getByTestId('kyc-level').innerText()).toContain('Standard')
    expect((await client.getKyc(customerId)).customer.kycLevel).toBe('standard')

    await expect
      .poll(() => receiver.received.map(({ type }) => type).sort(), { timeout: DELIVERY_MS })
      .toEqual(['customer.kyc_updated', 'review.overridden'])
    for (const event of receiver.received) {
      expect(event.signature.split(' ')).toContain(signatureOf(event, secret))
      expect(event.body).not.toContain(fullName)
    }
    await visit.close()
  }, 120_000)

  it('takes a decision back while nothing has left the house', async () => {
    const chosen = cases.filter(({ verdict }) => verdict === 'requires_review')[1]
    const { bundleId = '', customerId = '' } = chosen ?? {}
    const visit = await visitDesk(browser)
    const { page } = visit
    await visit.open(`/reviews/${bundleId}`)
    await visit.signIn({ email: analyst.email, password: OWN_PASSWORD })
    const before = receiver.received.length
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByLabel('Reason').selectOption('glare_only')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Accept for good' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    const client = createKartuClient(inject('desk'))
    expect((await client.getKyc(customerId)).customer.kycLevel).toBe('none')
    expect(receiver.received).toHaveLength(before)
    await visit.close()
  }, 60_000)
})
