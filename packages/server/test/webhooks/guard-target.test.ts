import { describe, expect, test } from 'vitest'
import { assertTarget, guardedLookup, isPublicAddress } from '../../src/webhooks/guard-target.ts'
import { DELIVERY_TRIES_MAX, retryAfterMs } from '../../src/webhooks/retry-schedule.ts'

describe('a webhook’s target', () => {
  test.each([
    'http://example.com/hook',
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://10.1.2.3/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[fd00::1]/hook',
    'https://[fe80::1]/hook',
    'https://localhost/hook',
    'https://a.localhost/hook',
    'https://name:word@example.com/hook',
  ])('is refused: %s', (url) => {
    expect(() => assertTarget(url, false)).toThrow(
      expect.objectContaining({ code: 'webhook_target_refused' }),
    )
  })

  test('may be any public https address, and any at all where the operator allows it', () => {
    expect(() => assertTarget('https://example.com/hook', false)).not.toThrow()
    expect(() => assertTarget('https://93.184.215.14/hook', false)).not.toThrow()
    expect(() => assertTarget('http://127.0.0.1:9/hook', true)).not.toThrow()
    expect(isPublicAddress('not an address')).toBe(false)
  })

  test('is checked again when its name is resolved, so that a name cannot lead elsewhere', async () => {
    const ask = (allowPrivate: boolean) =>
      new Promise<unknown>((resolve) => {
        guardedLookup(allowPrivate)('localhost', { all: true }, (error, addresses) =>
          resolve(error ?? addresses),
        )
      })
    expect(await ask(false)).toMatchObject({ code: 'webhook_target_refused' })
    expect(await ask(true)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: expect.any(String) })]),
    )
  })
})

test('retries run over three days and end', () => {
  const waits = Array.from({ length: DELIVERY_TRIES_MAX }, (_, i) => retryAfterMs(i + 1, 0.5))
  expect(waits.at(-1)).toBeNull()
  expect(waits.slice(0, -1).every((wait) => wait !== null)).toBe(true)
  const hours = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 3_600_000
  expect(hours).toBeCloseTo(75.58, 1)
})
