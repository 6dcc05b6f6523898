/** Browsers whose way back to a refused camera differs. */
export type BrowserKind =
  | 'chrome_android'
  | 'samsung_android'
  | 'firefox_android'
  | 'safari_ios'
  | 'other_ios'
  | 'safari_mac'
  | 'firefox'
  | 'chromium'

/** Which steps bring a refused camera back, by the user agent: used for wording only, never to decide what is possible. */
export function detectBrowser(userAgent: string): BrowserKind {
  if (/iPhone|iPad|iPod/.test(userAgent))
    return /CriOS|FxiOS|EdgiOS|OPT\//.test(userAgent) ? 'other_ios' : 'safari_ios'
  if (/Android/.test(userAgent)) {
    if (/SamsungBrowser\//.test(userAgent)) return 'samsung_android'
    return /Firefox\//.test(userAgent) ? 'firefox_android' : 'chrome_android'
  }
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent)) return 'safari_mac'
  return 'chromium'
}

/** Chat and social apps that open links in a browser of their own, where cameras often fail. */
const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|WhatsApp|MicroMessenger|Telegram|TikTok|musical_ly|BytedanceWebview|Twitter/
/** Android's embedded browser view names itself so. */
const ANDROID_WEB_VIEW = /Android.*; wv\)/

/** Whether the page seems to be open inside another app. Asked only after the camera failed: some of them do have one. */
export function isInAppBrowser(userAgent: string): boolean {
  const isIosWebView = /iPhone|iPad/.test(userAgent) && !/Safari\//.test(userAgent)
  return IN_APP.test(userAgent) || ANDROID_WEB_VIEW.test(userAgent) || isIosWebView
}

/** Whether this device is pointed at with a finger: it has a camera to hold a card to, and mostly one on either side. */
export function isHandheld(): boolean {
  return matchMedia('(pointer: coarse)').matches
}
