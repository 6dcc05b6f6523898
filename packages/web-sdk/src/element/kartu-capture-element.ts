import { createBrowserCamera } from '../camera/browser-camera.ts'
import type { CameraPort, CameraStream } from '../camera/camera-port.ts'
import { CaptureError } from '../capture-error.ts'
import { createCaptureKeeper } from '../capture/capture-keeper.ts'
import { createKartuService, type Consent } from '../capture/kartu-service.ts'
import { createScreenDisplay, type FlashDisplay } from '../flash/flash-display.ts'
import { endWatchAhead, startWatchAhead } from '../guidance/watch-card.ts'
import { chooseTexts } from '../texts/choose-texts.ts'
import type { Texts } from '../texts/texts.ts'
import { isHandheld } from '../surroundings/detect-browser.ts'
import { buildNode } from './build-node.ts'
import { buildViewport } from './build-viewport.ts'
import { createCaptureFlow, type CaptureFlow, type CaptureScreen } from './capture-flow.ts'
import { createGuideView, type GuideView } from './guide-view.ts'
import {
  primingScreen,
  problemScreen,
  readyScreen,
  resultScreen,
  reviewScreen,
  sendingScreen,
  waitingScreen,
  type ScreenParts,
} from './screens.ts'
import { STYLES } from './styles.ts'

/**
 * `<kartu-capture>`: the whole capture as one element.
 *
 * Attributes: `service` (root of the Kartu service; the page's own origin without it), `token` (`qe_ct_…`), `customer`
 * (`cus_…`), `lang` (`id` or `en`), `flash="off"` to leave the colours out, `phone-link` (address at which a phone goes on with this
 * capture, shown as a code on devices without touch), `worker` (where the guidance worker is, if not beside the SDK). They are read when the element is connected.
 *
 * Events: `kartu-screen` (detail: the screen's name), `kartu-result` (detail: the service's answer), `kartu-problem` (detail:
 * the code), `kartu-notice` (detail: what the person is advised to do better before sending), `kartu-finish`.
 */
export class KartuCaptureElement extends HTMLElement {
  /** Set before the element is connected to use another camera than the device's own. */
  camera: CameraPort = createBrowserCamera()
  /** Told of every colour on the screen; `null` after the flash. For virtual cameras. */
  onScreenColor: ((color: string | null) => void) | null = null

  #flow: CaptureFlow | null = null
  #guide: GuideView | null = null
  #stopViewport: (() => void) | null = null
  #screen: CaptureScreen['kind'] | null = null
  #pictureUrls: string[] = []
  #main = buildNode('div')
  #announcer = buildNode('p', { class: 'announcer', role: 'status', 'aria-live': 'polite' })
  /** Holds the camera's preview between screens that show it: out of the page it would stop. */
  #keeper = buildNode('div', { class: 'keeper', 'aria-hidden': 'true' })
  #cover = buildNode('div', { class: 'cover', hidden: true })

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    root.adoptedStyleSheets = [sheet]
    root.append(this.#main, this.#announcer, this.#keeper, this.#cover)
  }

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#onVisibility)
    const customerId = this.getAttribute('customer') ?? ''
    try {
      this.#flow = createCaptureFlow({
        service: createKartuService({
          serviceUrl: this.getAttribute('service') ?? location.origin,
          token: this.getAttribute('token') ?? '',
          customerId,
          ...consentOf(this),
        }),
        keeper: createCaptureKeeper(customerId),
        camera: this.camera,
        display: this.#reportColors(createScreenDisplay(this.#cover)),
        show: (screen) => this.#show(screen),
        isFlashWanted: this.getAttribute('flash') !== 'off',
        isPhone: isHandheld(),
      })
      this.#show({ kind: 'priming' })
      void this.#flow.recall()
    } catch (error) {
      const code = error instanceof CaptureError ? error.code : 'service_failed'
      this.#main.replaceChildren(buildNode('p', {}, chooseTexts(this.#language).problems[code].title))
    }
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility)
    this.#flow?.close()
    this.#flow = null
    this.#leaveScreen()
    endWatchAhead()
  }

  get #language(): string {
    return this.lang || document.documentElement.lang
  }

  get #workerUrl(): string | undefined {
    return this.getAttribute('worker') ?? undefined
  }

  #onVisibility = (): void => {
    if (document.hidden) this.#flow?.interrupt()
  }

  #reportColors(display: FlashDisplay): FlashDisplay {
    return {
      show: (color) => {
        display.show(color)
        this.onScreenColor?.(color)
      },
      hide: () => {
        display.hide()
        this.onScreenColor?.(null)
      },
      nextPicture: () => display.nextPicture(),
    }
  }

  #show(screen: CaptureScreen): void {
    const flow = this.#flow
    if (flow === null) return
    const texts = chooseTexts(this.#language)
    const phoneLink = this.getAttribute('phone-link')
    const parts: ScreenParts = { texts, flow, phoneLink, finish: () => this.#emit('kartu-finish', null) }
    const isSameScreen = this.#screen === screen.kind
    if (isSameScreen && this.#refresh(screen, texts)) return
    this.#leaveScreen()
    this.#main.replaceChildren(...this.#build(screen, parts))
    this.#enterScreen(screen)
    if (screen.kind === 'ready') this.#announce(texts.readyCountdown(screen.seconds))
    if (screen.kind === 'flash') this.#announce(texts.flashing)
  }

  /** Changes a screen in place, so that focus stays where it is. False: it has to be built anew. */
  #refresh(screen: CaptureScreen, texts: Texts): boolean {
    if (screen.kind === 'ready') {
      const countdown = this.#main.querySelector('.countdown')
      if (countdown !== null) countdown.textContent = String(screen.seconds)
      this.#announce(texts.readyCountdown(screen.seconds))
      return true
    }
    const progress = screen.kind === 'sending' ? this.#main.querySelector('progress') : null
    if (screen.kind !== 'sending' || progress === null) return false
    const isJudging = screen.share >= 1
    if (!isJudging) progress.value = screen.share
    return !isJudging || progress.position < 0
  }

  #build(screen: CaptureScreen, parts: ScreenParts): readonly Node[] {
    const { texts, flow } = parts
    switch (screen.kind) {
      case 'priming':
        startWatchAhead(this.#workerUrl)
        return primingScreen(parts)
      case 'opening':
        return waitingScreen(texts.opening)
      case 'guide':
        this.#guide = createGuideView({
          camera: screen.camera,
          texts,
          stage: screen.stage,
          isFlashLost: flow.isFlashWanted && !screen.isFlashWanted,
          tries: screen.tries,
          workerUrl: this.#workerUrl,
          announce: (text) => this.#announce(text),
          onCardArea: (area) => {
            flow.cardArea = area
          },
          onCapture: () => void flow.capture(),
          onSwitch: () => void flow.switchCamera(),
          onTry: () => flow.countTry(),
        })
        return this.#guide.nodes
      case 'ready':
        return readyScreen(parts, screen, this.#viewportOf(screen.camera))
      case 'flash':
        return [...waitingScreen(texts.flashing), this.#viewportOf(screen.camera)]
      case 'preparing':
        return waitingScreen(texts.preparing)
      case 'review':
        return reviewScreen(parts, screen, (frames) => this.#urlsOf(frames))
      case 'sending':
        return sendingScreen(parts, screen)
      case 'result':
        return resultScreen(parts, screen)
      case 'problem':
        return problemScreen(parts, screen)
    }
  }

  #enterScreen(screen: CaptureScreen): void {
    const isFirst = this.#screen === null
    this.#screen = screen.kind
    // The page keeps its focus until the applicant has begun.
    if (!isFirst) this.#main.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    this.#emit('kartu-screen', screen.kind)
    if (screen.kind === 'review' && screen.isDrowned) this.#emit('kartu-notice', 'flash_drowned')
    if (screen.kind === 'result') this.#emit('kartu-result', screen.response)
    if (screen.kind === 'problem') this.#emit('kartu-problem', screen.code)
  }

  #viewportOf(camera: CameraStream): HTMLElement {
    const { view, stop } = buildViewport(camera)
    this.#stopViewport = stop
    return view
  }

  #leaveScreen(): void {
    this.#guide?.stop()
    this.#guide = null
    this.#stopViewport?.()
    this.#stopViewport = null
    const preview = this.#flow?.camera?.preview
    this.#keeper.replaceChildren(...(preview === undefined ? [] : [preview]))
    for (const url of this.#pictureUrls) URL.revokeObjectURL(url)
    this.#pictureUrls = []
  }

  #urlsOf(frames: readonly Uint8Array[]): readonly string[] {
    this.#pictureUrls = frames.map((bytes) =>
      URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' })),
    )
    return this.#pictureUrls
  }

  #announce(text: string): void {
    this.#announcer.textContent = text
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }
}

/** What the page says the applicant agreed to. Without `consent-at` it was when the element was put on the page. */
function consentOf(element: HTMLElement): { readonly consent?: Consent } {
  const version = element.getAttribute('consent')
  if (version === null || version === '') return {}
  const givenAt = element.getAttribute('consent-at') ?? new Date().toISOString()
  return { consent: { version, givenAt, ...(element.lang && { locale: element.lang }) } }
}
