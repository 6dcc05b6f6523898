import type { CameraFacing, CameraPort, CameraStream } from '../camera/camera-port.ts'
import { CaptureError, type CaptureErrorCode } from '../capture-error.ts'
import type { CaptureKeeper } from '../capture/capture-keeper.ts'
import type { CapturedFrames, CaptureResponse, KartuService } from '../capture/kartu-service.ts'
import type { ReviewedCapture } from '../capture/pack-capture.ts'
import { takeFlashCapture, takeStillCapture } from '../capture/take-flash-capture.ts'
import { MIDDLE_AREA, type FrameArea } from '../flash/card-area.ts'
import type { FlashDisplay } from '../flash/flash-display.ts'
import { isInAppBrowser } from '../surroundings/detect-browser.ts'
import { keepAwake } from '../surroundings/keep-awake.ts'

/** What the applicant sees. */
export type CaptureScreen =
  | { readonly kind: 'priming' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'guide'
      readonly camera: CameraStream
      readonly isFlashWanted: boolean
      readonly tries: number
    }
  | { readonly kind: 'ready'; readonly camera: CameraStream; readonly seconds: number }
  | { readonly kind: 'flash'; readonly camera: CameraStream }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'review'; readonly captured: CapturedFrames; readonly isRecalled: boolean }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'result'; readonly response: CaptureResponse; readonly isFlashShown: boolean }
  | { readonly kind: 'problem'; readonly code: CaptureErrorCode; readonly canSendAgain: boolean }

export interface CaptureFlowParts {
  readonly service: KartuService
  readonly keeper: CaptureKeeper
  readonly camera: CameraPort
  readonly display: FlashDisplay
  readonly show: (screen: CaptureScreen) => void
  /** The flash is asked for unless the page or the applicant left it out. */
  readonly isFlashWanted: boolean
}

/** Long enough to read one line and settle the hand. */
const COUNTDOWN_S = 3
const SECOND_MS = 1_000
/** A bundle sent at the last moment may arrive too late. */
const EXPIRY_MARGIN_MS = 3_000

/** The whole capture, screen by screen, without a single element of a page: see `CaptureScreen` for what there is to show. */
export interface CaptureFlow {
  isFlashWanted: boolean
  /** The camera that is running; null before it was opened and after the capture was sent. */
  readonly camera: CameraStream | null
  /** Where the card was seen last. */
  cardArea: FrameArea
  start(): Promise<void>
  /** Goes on with the capture that was under review when the page was lost, if there was one and nothing has begun since. */
  recall(): Promise<void>
  switchCamera(): Promise<void>
  /** The shutter, pressed or automatic. */
  capture(): Promise<void>
  backToGuide(): void
  withoutFlash(): Promise<void>
  send(): Promise<void>
  retake(): Promise<void>
  /** Guidance went on for long without a steady card; answers how many tries there have been. */
  countTry(): number
  /** The page was hidden: pictures of a flash that nobody saw are worth nothing. What is being sent goes on. */
  interrupt(): void
  close(): void
}

export function createCaptureFlow(parts: CaptureFlowParts): CaptureFlow {
  let facing: CameraFacing = parts.isFlashWanted ? 'user' : 'environment'
  let camera: CameraStream | null = null
  let tries = 0
  let work = new AbortController()
  let isHoldingStill = false
  let letSleep = (): void => undefined
  let hasBegun = false
  let pending: ReviewedCapture | null = null

  const guide = (): void => {
    if (camera !== null) parts.show({ kind: 'guide', camera, isFlashWanted: willFlash(camera), tries })
  }
  const willFlash = (stream: CameraStream): boolean => flow.isFlashWanted && stream.facing !== 'environment'
  const closeCamera = (): void => {
    camera?.close()
    camera = null
    letSleep()
  }
  const drop = (): void => {
    pending = null
    void parts.keeper.forget()
  }
  /** Runs a step in place of the one before; whatever it throws becomes a screen, unless the applicant called it off. */
  const attempt = async (step: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    work.abort(CANCELLED)
    work = new AbortController()
    const { signal } = work
    try {
      await step(signal)
    } catch (error) {
      if (signal.reason !== CANCELLED) parts.show(problemOf(error, pending?.isSent ?? false))
    } finally {
      if (work.signal === signal) isHoldingStill = false
    }
  }

  const openCamera = async (): Promise<void> => {
    hasBegun = true
    closeCamera()
    parts.show({ kind: 'opening' })
    const opened = await parts.camera.open({ facing })
    camera = opened
    letSleep = keepAwake()
    void opened.ended.then(() => {
      if (camera === opened) parts.show({ kind: 'problem', code: 'camera_busy', canSendAgain: false })
    })
    guide()
  }

  const takePictures = async (stream: CameraStream, signal: AbortSignal): Promise<void> => {
    drop()
    const issuing = parts.service.issueChallenge()
    // Awaited below, after the countdown: a failure meanwhile must not count as unhandled.
    issuing.catch(() => undefined)
    const isFlash = willFlash(stream)
    isHoldingStill = true
    if (isFlash) await countDown(stream, parts.show, signal)
    const challenge = await issuing
    demandOn(signal)
    parts.show(isFlash ? { kind: 'flash', camera: stream } : { kind: 'preparing' })
    const captured = isFlash
      ? await takeFlashCapture({
          camera: stream,
          display: parts.display,
          sequence: challenge,
          cardArea: flow.cardArea,
          signal,
        })
      : await takeStillCapture(stream)
    demandOn(signal)
    if (captured.frames.length === 0) throw new CaptureError('camera_failed', 'the camera gave no picture')
    pending = { captured, challenge, idempotencyKey: crypto.randomUUID(), isSent: false }
    void parts.keeper.keep(pending)
    parts.show({ kind: 'review', captured, isRecalled: false })
  }

  const flow: CaptureFlow = {
    isFlashWanted: parts.isFlashWanted,
    get camera() {
      return camera
    },
    cardArea: MIDDLE_AREA,
    async start() {
      facing = flow.isFlashWanted ? 'user' : 'environment'
      await attempt(openCamera)
    },
    async recall() {
      const kept = await parts.keeper.recall()
      if (kept === null || hasBegun) return
      hasBegun = true
      pending = kept
      parts.show({ kind: 'review', captured: kept.captured, isRecalled: true })
    },
    async switchCamera() {
      facing = facing === 'user' ? 'environment' : 'user'
      await attempt(openCamera)
    },
    async capture() {
      const stream = camera
      if (stream !== null) await attempt((signal) => takePictures(stream, signal))
    },
    backToGuide() {
      work.abort(CANCELLED)
      guide()
    },
    async withoutFlash() {
      flow.isFlashWanted = false
      work.abort(CANCELLED)
      if (camera === null) await flow.start()
      else guide()
    },
    async send() {
      if (pending === null) return
      const current = pending
      await attempt(async () => {
        const { captured, challenge, idempotencyKey } = current
        const leftMs = Date.parse(challenge.expiresAt) - Date.now()
        if (!current.isSent && leftMs < EXPIRY_MARGIN_MS)
          throw new CaptureError('challenge_expired', 'the challenge expired before the capture was sent')
        parts.show({ kind: 'sending', share: 0 })
        const signed = await parts.service.sign(captured, challenge, idempotencyKey)
        pending = { ...current, isSent: true }
        void parts.keeper.keep(pending)
        const response = await parts.service.submit(signed, (share) => parts.show({ kind: 'sending', share }))
        drop()
        closeCamera()
        parts.show({ kind: 'result', response, isFlashShown: captured.flash !== null })
      })
    },
    async retake() {
      tries += 1
      drop()
      if (camera === null) await flow.start()
      else guide()
    },
    countTry() {
      tries += 1
      return tries
    },
    interrupt() {
      if (isHoldingStill) work.abort(INTERRUPTED)
    },
    close() {
      work.abort(CANCELLED)
      closeCamera()
      parts.display.hide()
      pending = null
    },
  }
  return flow
}

/** Reasons of an abort. */
const CANCELLED = 'cancelled'
const INTERRUPTED = 'interrupted'

/** After these the same bundle may be sent once more; the service takes it once only. */
const SEND_AGAIN_AFTER: readonly CaptureErrorCode[] = ['offline', 'service_busy', 'service_failed']
const CAMERA_PROBLEMS: readonly CaptureErrorCode[] = ['camera_denied', 'camera_missing', 'camera_failed']

function problemOf(error: unknown, isSent: boolean): CaptureScreen {
  const code = error instanceof CaptureError ? error.code : 'service_failed'
  if (CAMERA_PROBLEMS.includes(code) && isInAppBrowser(navigator.userAgent))
    return { kind: 'problem', code: 'in_app_browser', canSendAgain: false }
  return { kind: 'problem', code, canSendAgain: isSent && SEND_AGAIN_AFTER.includes(code) }
}

function demandOn(signal: AbortSignal): void {
  if (signal.aborted) throw new CaptureError('interrupted', 'the capture was interrupted')
}

async function countDown(
  camera: CameraStream,
  show: CaptureFlowParts['show'],
  signal: AbortSignal,
): Promise<void> {
  for (let seconds = COUNTDOWN_S; seconds > 0; seconds -= 1) {
    show({ kind: 'ready', camera, seconds })
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SECOND_MS)
      signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer)
          resolve()
        },
        { once: true },
      )
    })
    demandOn(signal)
  }
}
