import type { Texts } from '../texts/texts.ts'
import { detectBrowser, isHandheld } from '../surroundings/detect-browser.ts'
import type { CaptureErrorCode } from '../capture-error.ts'
import { hintFor, outcomeOf } from '../capture/explain-result.ts'
import type { CaptureFlow, CaptureScreen } from './capture-flow.ts'
import { buildButton, buildNode } from './build-node.ts'
import { buildPhoneCode } from './phone-code.ts'

type ScreenOf<Kind extends CaptureScreen['kind']> = Extract<CaptureScreen, { kind: Kind }>

/** What a screen is built from beside its own data. */
export interface ScreenParts {
  readonly texts: Texts
  readonly flow: CaptureFlow
  /** Opens this capture on another device; null where the page names none. */
  readonly phoneLink: string | null
  /** Tells the page that the applicant is done. */
  readonly finish: () => void
}

export function primingScreen({ texts, flow, phoneLink }: ScreenParts): Node[] {
  const optOut = buildNode('input', { type: 'checkbox', id: 'opt-out', 'aria-describedby': 'opt-out-effect' })
  optOut.checked = !flow.isFlashWanted
  optOut.addEventListener('change', () => {
    flow.isFlashWanted = !optOut.checked
  })
  return [
    heading(texts.primingTitle),
    buildNode('p', {}, texts.primingBody),
    ...(isHandheld() ? [buildNode('p', {}, texts.primingStages)] : []),
    buildNode('ul', { class: 'tips' }, ...texts.primingTips.map((tip) => buildNode('li', {}, tip))),
    buildNode('p', { class: 'notice' }, texts.flashWarning),
    buildNode(
      'div',
      { class: 'choice' },
      optOut,
      buildNode('label', { for: 'opt-out' }, texts.flashOptOut),
      buildNode('p', { id: 'opt-out-effect', class: 'muted' }, texts.flashOptOutEffect),
    ),
    actions(buildButton(texts.start, 'primary', () => void flow.start())),
    ...(phoneLink !== null && !isHandheld() ? [buildPhoneCode(phoneLink, texts, false)] : []),
  ]
}

export function waitingScreen(text: string): Node[] {
  return [heading(text), buildNode('div', { class: 'spinner', 'aria-hidden': 'true' })]
}

export function readyScreen(
  { texts, flow }: ScreenParts,
  { seconds }: ScreenOf<'ready'>,
  viewport: HTMLElement,
): Node[] {
  viewport.append(buildNode('p', { class: 'countdown', 'aria-hidden': 'true' }, String(seconds)))
  return [
    heading(texts.readyTitle),
    buildNode('p', {}, texts.readyBody),
    viewport,
    actions(
      buildButton(texts.skipFlash, 'plain', () => void flow.withoutFlash()),
      buildButton(texts.back, 'plain', () => flow.backToGuide()),
    ),
  ]
}

export function reviewScreen(
  { texts, flow }: ScreenParts,
  { captured, isRecalled, isDrowned }: ScreenOf<'review'>,
  picturesOf: (frames: readonly Uint8Array[]) => readonly string[],
): Node[] {
  const clearest = captured.frames[captured.clearestFrame]
  const others = captured.frames.filter((frame) => frame !== clearest)
  const urls = picturesOf(clearest === undefined ? others : [clearest, ...others])
  const pictures = urls.map((src, i) =>
    buildNode('li', {}, buildNode('img', { src, alt: texts.pictureOf(i + 1, urls.length) })),
  )
  const recalled = isRecalled ? [buildNode('p', { class: 'notice' }, texts.reviewRecalled)] : []
  const gallery = buildNode('ul', { class: 'pictures' }, ...pictures)
  const sendButton = (label: string, kind: 'primary' | 'plain'): HTMLButtonElement =>
    buildButton(label, kind, () => void flow.send())
  const retakeButton = (kind: 'primary' | 'plain'): HTMLButtonElement =>
    buildButton(texts.retake, kind, () => void flow.retake())
  if (isDrowned) {
    const { title, body, tips, sendEffect, send } = texts.drowned
    return [
      buildNode('div', { class: 'mark bright', 'aria-hidden': 'true' }),
      heading(title),
      ...recalled,
      buildNode('p', {}, body),
      buildNode('ul', { class: 'tips notice' }, ...tips.map((tip) => buildNode('li', {}, tip))),
      buildNode('p', { class: 'muted' }, sendEffect),
      // Before the pictures: a phone shows what to do without being scrolled.
      actions(retakeButton('primary'), sendButton(send, 'plain')),
      gallery,
    ]
  }
  return [
    heading(texts.reviewTitle),
    ...recalled,
    buildNode('p', {}, texts.reviewBody),
    gallery,
    ...(captured.flash === null ? [buildNode('p', { class: 'notice' }, texts.reviewNoFlash)] : []),
    actions(sendButton(texts.send, 'primary'), retakeButton('plain')),
  ]
}

export function sendingScreen({ texts }: ScreenParts, { share }: ScreenOf<'sending'>): Node[] {
  const isSent = share >= 1
  const title = isSent ? texts.judging : texts.sendingTitle
  const progress = buildNode('progress', { max: '1', 'aria-label': title })
  if (!isSent) progress.value = share
  return [heading(title), buildNode('p', {}, texts.sendingBody), progress]
}

export function resultScreen(
  { texts, flow, finish }: ScreenParts,
  { response, isFlashShown }: ScreenOf<'result'>,
): Node[] {
  const outcome = outcomeOf(response)
  const { title, body } = texts.results[outcome]
  const hint = hintFor(response, isFlashShown)
  const canRetry = outcome === 'failed' || hint !== null
  return [
    buildNode('div', { class: `mark ${outcome}`, 'aria-hidden': 'true' }),
    heading(title),
    buildNode('p', {}, body),
    ...(hint === null ? [] : [buildNode('p', { class: 'notice' }, texts.hints[hint])]),
    actions(
      buildButton(texts.finish, canRetry ? 'plain' : 'primary', finish),
      ...(canRetry ? [buildButton(texts.tryAgain, 'primary', () => void flow.retake())] : []),
    ),
  ]
}

/** A phone's camera is the way on when this device has none that works. */
const CAMERALESS: readonly CaptureErrorCode[] = ['camera_missing', 'camera_failed', 'camera_busy']

export function problemScreen(
  { texts, flow, phoneLink, finish }: ScreenParts,
  { code, canSendAgain }: ScreenOf<'problem'>,
): Node[] {
  const { title, body } = texts.problems[code]
  const steps = code === 'camera_denied' ? texts.recoverySteps[detectBrowser(navigator.userAgent)] : []
  const stepList = buildNode('ol', { class: 'tips' }, ...steps.map((step) => buildNode('li', {}, step)))
  const isFlashTrouble = code === 'flash_unsafe' || code === 'flash_too_slow'
  const isFinal = code === 'token_expired' || code === 'not_allowed' || code === 'insecure_context'
  const buttons: HTMLButtonElement[] = []
  if (canSendAgain) buttons.push(buildButton(texts.sendAgain, 'primary', () => void flow.send()))
  if (code === 'in_app_browser') buttons.push(copyLinkButton(texts))
  if (isFlashTrouble) buttons.push(buildButton(texts.withoutFlash, 'plain', () => void flow.withoutFlash()))
  if (isFinal) buttons.push(buildButton(texts.finish, 'primary', finish))
  else if (!canSendAgain)
    buttons.push(
      buildButton(texts.tryAgain, code === 'in_app_browser' ? 'plain' : 'primary', () => void flow.retake()),
    )
  return [
    buildNode('div', { class: 'mark failed', 'aria-hidden': 'true' }),
    heading(title),
    buildNode('p', {}, body),
    ...(steps.length > 0 ? [stepList] : []),
    ...(phoneLink !== null && CAMERALESS.includes(code) ? [buildPhoneCode(phoneLink, texts, true)] : []),
    actions(...buttons),
  ]
}

function copyLinkButton(texts: Texts): HTMLButtonElement {
  const button = buildButton(texts.copyLink, 'primary', () => {
    // Apps that have no camera often have no clipboard either: then the link is there to be copied by hand.
    const copying = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error('no clipboard'))
    copying
      .then(() => {
        button.textContent = texts.linkCopied
      })
      .catch(() => {
        const link = buildNode('input', {
          class: 'link',
          readonly: true,
          value: location.href,
          'aria-label': texts.linkToCopy,
        })
        button.replaceWith(buildNode('p', { class: 'muted' }, texts.linkToCopy), link)
        link.focus()
        link.select()
      })
  })
  return button
}

/** Every screen starts with one; it takes the focus, so that a screen reader begins there. */
function heading(text: string): HTMLHeadingElement {
  return buildNode('h2', { tabindex: '-1' }, text)
}

function actions(...buttons: readonly HTMLButtonElement[]): HTMLElement {
  return buildNode('div', { class: 'actions' }, ...buttons)
}
