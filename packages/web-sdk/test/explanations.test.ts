import { describe, expect, it } from 'vitest'
import { identifyCameraError } from '../src/camera/identify-camera-error.ts'
import type { CaptureResponse } from '../src/capture/kartu-service.ts'
import { hintFor } from '../src/capture/explain-result.ts'
import { detectBrowser, isInAppBrowser } from '../src/surroundings/detect-browser.ts'
import { chooseTexts } from '../src/texts/choose-texts.ts'

const named = (name: string): Error => Object.assign(new Error('x'), { name })

describe('explaining what went wrong', () => {
  it.each([
    ['NotAllowedError', 'camera_denied'],
    ['SecurityError', 'camera_denied'],
    ['NotFoundError', 'camera_missing'],
    ['OverconstrainedError', 'camera_missing'],
    ['NotReadableError', 'camera_busy'],
    ['TypeError', 'camera_failed'],
  ])('tells %s as %s', (name, code) => {
    expect(identifyCameraError(named(name))).toMatchObject({ code })
  })

  it.each([
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36', 'chrome_android', false],
    ['Mozilla/5.0 (Linux; Android 14; wv) Chrome/126.0 Mobile Safari/537.36', 'chrome_android', true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1', 'safari_ios', false],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Mobile/15E148 [FBAN/FBIOS]', 'safari_ios', true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) CriOS/126.0 Mobile/15E148 Safari/604.1', 'other_ios', false],
    ['Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121.0 Mobile', 'samsung_android', false],
    ['Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0', 'firefox_android', false],
    ['Mozilla/5.0 (Macintosh) Version/17.5 Safari/605.1.15', 'safari_mac', false],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'firefox', false],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0', 'chromium', false],
  ] as const)('recognises %s', (userAgent, browser, isInApp) => {
    expect(detectBrowser(userAgent)).toBe(browser)
    expect(isInAppBrowser(userAgent)).toBe(isInApp)
  })

  it('says the same in both languages', () => {
    const [indonesian, english] = [chooseTexts('id'), chooseTexts('en-GB')]
    expect(chooseTexts('fr')).toBe(indonesian)
    const shape = (value: unknown): unknown => {
      if (typeof value === 'string') return value.trim() === '' ? 'empty' : 'text'
      if (typeof value !== 'object' || value === null) return typeof value
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]))
    }
    expect(shape(indonesian)).toEqual(shape(english))
    expect(JSON.stringify(shape(english))).not.toContain('empty')
  })
})

type Voter = CaptureResponse['tamper']['voters'][number]

function responseOf(status: 'verified' | 'pending' | 'failed', voters: readonly Partial<Voter>[]) {
  const all = voters.map((voter) => ({ name: 'x', passed: false, outcome: 'failed' as const, ...voter }))
  return {
    verification: { status },
    antiSpoof: { voters: all },
    tamper: { voters: [] },
  } as unknown as CaptureResponse
}

describe('hints for another try', () => {
  it('names what the applicant can change', () => {
    expect(hintFor(responseOf('failed', [{ outcome: 'abstained' }]), true)).toBe('no_card')
    expect(hintFor(responseOf('pending', [{ name: 'flash_reflectance' }]), true)).toBe('flash_not_seen')
    const unlinked = { outcome: 'abstained' as const, evidence: { sameCard: 'unknown' } }
    const other = { name: 'x', outcome: 'passed' as const }
    expect(hintFor(responseOf('pending', [{ name: 'flash_reflectance', ...unlinked }, other]), true)).toBe(
      'not_read_twice',
    )
    const seen = { name: 'flash_reflectance', passed: true, outcome: 'passed' as const }
    expect(hintFor(responseOf('pending', [seen, { name: 'hologram_check' }]), true)).toBe('glare')
  })

  it('teaches an attacker nothing, and leaves a verified person in peace', () => {
    const seen = { name: 'flash_reflectance', passed: true, outcome: 'passed' as const }
    expect(hintFor(responseOf('failed', [seen, { name: 'screen_moire' }]), true)).toBeNull()
    const twoCards = { name: 'flash_reflectance', evidence: { sameCard: 'other' } }
    expect(hintFor(responseOf('failed', [twoCards]), true)).toBeNull()
    expect(hintFor(responseOf('verified', [{ name: 'flash_reflectance' }]), true)).toBeNull()
  })
})
