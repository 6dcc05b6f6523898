import type { CameraStream } from '../camera/camera-port.ts'
import type { FrameArea } from '../flash/card-area.ts'
import { createSightingJudge, gatesFor, type Advice } from '../guidance/judge-sighting.ts'
import { watchCard, type CardSighting } from '../guidance/watch-card.ts'
import type { Texts } from '../texts/texts.ts'
import { buildButton, buildNode } from './build-node.ts'
import { buildViewport } from './build-viewport.ts'
import type { CaptureStage } from './capture-flow.ts'
import { createCardOverlay } from './card-overlay.ts'

export interface GuideOptions {
  readonly camera: CameraStream
  readonly texts: Texts
  readonly stage: CaptureStage
  /** Whether leaving the flash out is news that this camera brings. */
  readonly isFlashLost: boolean
  readonly tries: number
  readonly workerUrl: string | undefined
  readonly announce: (text: string) => void
  readonly onCardArea: (area: FrameArea) => void
  readonly onCapture: () => void
  readonly onSwitch: () => void
  /** A while has passed without a steady card; answers how many tries that makes. */
  readonly onTry: () => number
}

export interface GuideView {
  readonly nodes: readonly Node[]
  stop(): void
}

/** So long without success counts as one try; after three the gates relax. */
const TRY_MS = 10_000
/** Advice that changes faster cannot be read, and floods a screen reader. */
const ADVICE_HOLD_MS = 700

/** The live picture with the card's outline, one line of advice, and the shutter. */
export function createGuideView(options: GuideOptions): GuideView {
  const { camera, texts } = options
  const advice = buildNode('p', { class: 'advice' }, texts.advice.searching)
  const overlay = createCardOverlay()
  let judge = createSightingJudge(gatesFor(options.tries))
  let shownAdvice: Advice = 'searching'
  let shownAtMs = -Infinity
  let isDone = false

  const capture = (): void => {
    if (isDone) return
    isDone = true
    options.onCapture()
  }
  const see = (sighting: CardSighting): void => {
    if (isDone) return
    const next = judge.judge(sighting)
    overlay.draw(sighting.analysis, next)
    view.classList.toggle('found', sighting.analysis !== null)
    if (sighting.analysis !== null) options.onCardArea(areaOf(sighting.analysis.quad))
    if (next === 'steady') return capture()
    const nowMs = performance.now()
    if (next === shownAdvice || nowMs - shownAtMs < ADVICE_HOLD_MS) return
    shownAdvice = next
    shownAtMs = nowMs
    advice.textContent = texts.advice[next]
    options.announce(texts.advice[next])
  }

  const watch = watchCard(camera, see, options.workerUrl)
  void watch.isGuided.then((isGuided) => {
    if (!isGuided) advice.textContent = texts.noGuidance
  })
  const tryTimer = setInterval(() => {
    judge = createSightingJudge(gatesFor(options.onTry()))
  }, TRY_MS)
  const { view, stop: stopSizing } = buildViewport(camera)
  view.append(overlay.node)
  return {
    nodes: [
      buildNode('h2', { tabindex: '-1' }, texts.guideTitles[options.stage]),
      ...(options.stage === 'flash' ? [buildNode('p', {}, texts.holdUp)] : []),
      view,
      advice,
      // Shown beside an upright picture only, across which a card gets few pixels.
      buildNode('p', { class: 'muted turn' }, texts.turnSideways),
      ...(options.isFlashLost ? [buildNode('p', { class: 'notice' }, texts.rearCameraEffect)] : []),
      buildNode(
        'div',
        { class: 'actions' },
        buildButton(texts.shutter, 'primary', capture),
        buildButton(texts.switchCamera, 'plain', options.onSwitch),
      ),
    ],
    stop() {
      isDone = true
      clearInterval(tryTimer)
      stopSizing()
      watch.stop()
    },
  }
}

/** Shares of the picture, 0–1. */
interface Corner {
  readonly x: number
  readonly y: number
}

function areaOf(quad: readonly Corner[]): FrameArea {
  const inside = (value: number): number => Math.min(1, Math.max(0, value))
  const xs = quad.map(({ x }) => inside(x))
  const ys = quad.map(({ y }) => inside(y))
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}
