// The hosted capture page. Who may capture comes in the address's fragment, which browsers keep to themselves:
// `/capture#token=qe_ct_…&customer=cus_…[&lang=en][&flash=off][&specimen=bona_fide]`.
import type * as Sdk from '../src/element/define-kartu-capture.ts'
import { createSpecimenCamera } from '../src/specimen/specimen-camera.ts'

/** By its own file, as on any other page. */
const SDK_FILE = './kartu-capture.js'
/** What the preview's page shows around the flash: the light that a simulated card has before the first colour. */
const IDLE_COLOR = '#808080'
const LOOPBACK = /^(localhost|127\..*|\[::1\])$/
const ATTRIBUTES = ['token', 'customer', 'lang', 'flash'] as const

const sdk = (await import(SDK_FILE)) as typeof Sdk
const order = new URLSearchParams(location.hash.slice(1))
const main = document.querySelector('#capture')
const element = new sdk.KartuCaptureElement()
// Below a proxy's path the service is there too.
element.setAttribute('service', new URL('.', location.href).href)
for (const name of ATTRIBUTES) {
  const value = order.get(name)
  if (value !== null) element.setAttribute(name, value)
}
// This very address, for a phone to go on with; on a loopback address no phone would find it.
if (!LOOPBACK.test(location.hostname)) element.setAttribute('phone-link', location.href)
const lang = order.get('lang')
if (lang !== null) document.documentElement.lang = lang
const specimen = order.get('specimen')
if (specimen !== null) {
  let shown: string | null = null
  element.onScreenColor = (color) => {
    shown = color
  }
  element.camera = createSpecimenCamera({
    reelsUrl: new URL('reels/', import.meta.url),
    reel: specimen,
    screenColor: () => shown ?? IDLE_COLOR,
  })
}
// An institution that embeds the page learns how it went; nothing of the card is in the message.
element.addEventListener('kartu-result', (event) => {
  const { verification, ktpBundle } = (event as CustomEvent<Sdk.CaptureResponse>).detail
  const message = { type: 'kartu-result', status: verification.status, verificationId: verification.id }
  if (window.parent !== window) window.parent.postMessage({ ...message, ktpBundleId: ktpBundle.id }, '*')
})
main?.append(element)
