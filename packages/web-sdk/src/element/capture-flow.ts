import { isFlashDrowned } from '@kartu/core/challenge'
import type { CameraFacing, CameraPort, CameraStream } from '../camera/camera-port.ts'
import { CaptureError, type CaptureErrorCode } from '../capture-error.ts'
import type { CaptureKeeper } from '../capture/capture-keeper.ts'
import type {
  CapturedFrames,
  CaptureResponse,
  FlashChallenge,
  KartuService,
} from '../capture/kartu-service.ts'
import type { ReviewedCapture } from '../capture/pack-capture.ts'
import { takeFlashCapture } from '../capture/take-flash-capture.ts'
import { plainCapture, takeStillPictures, type DetailPictures } from '../capture/take-still-pictures.ts'
import { MIDDLE_AREA, type FrameArea } from '../flash/card-area.ts'
import type { FlashDisplay } from '../flash/flash-display.ts'
import { isInAppBrowser } from '../surroundings/detect-browser.ts'
import { keepAwake } from '../surroundings/keep-awake.ts'
import { countDown } from './count-down.ts'
import { demandOn } from './demand-on.ts'

/** What the camera is held to the card for: all pictures, or on phones its detail first and the flash after that. */
export type CaptureStage = 'only' | 'detail' | 'flash'

/** What the applicant sees. */
export type CaptureScreen =
  | { readonly kind: 'priming' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'guide'
      readonly camera: CameraStream
      readonly stage: CaptureStage
      readonly isFlashWanted: boolean
      readonly tries: number
    }
  | { readonly kind: 'ready'; readonly camera: CameraStream; readonly seconds: number }
  | { readonly kind: 'flash'; readonly camera: CameraStream }
  | { readonly kind: 'preparing' }
  | {
      readonly kind: 'review'
      readonly captured: CapturedFrames
      readonly isRecalled: boolean
      readonly isDrowned: boolean
    }
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
  /** A device of two cameras: the rear one takes the detail before the front one sees the flash. */
  readonly isPhone: boolean
}

/** A bundle sent at the last moment may arrive too late. */
const EXPIRY_MARGIN_MS = 3_000
/** Detail that is older was of another sitting. */
const DETAIL_AGE_MAX_MS = 10 * 60_000

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
  const firstFacing = (): CameraFacing => (flow.isFlashWanted && !parts.isPhone ? 'user' : 'environment')
  let facing: CameraFacing = 'user'
  let camera: CameraStream | null = null
  let tries = 0
  let work = new AbortController()
  let isHoldingStill = false
  let letSleep = (): void => undefined
  let hasBegun = false
  let pending: ReviewedCapture | null = null
  let detail: DetailPictures | null = null

  const guide = (): void => {
    if (camera === null) return
    const isFlashWanted = willFlash(camera) || isForDetail(camera)
    parts.show({ kind: 'guide', camera, stage: stageOf(camera), isFlashWanted, tries })
  }
  const isForDetail = (stream: CameraStream): boolean =>
    parts.isPhone && flow.isFlashWanted && detail === null && stream.facing === 'environment'
  const stageOf = (stream: CameraStream): CaptureStage =>
    isForDetail(stream) ? 'detail' : detail === null ? 'only' : 'flash'
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
    flow.cardArea = MIDDLE_AREA
    letSleep = keepAwake()
    void opened.ended.then(() => {
      if (camera !== opened) return
      closeCamera()
      parts.show({ kind: 'problem', code: 'camera_busy', canSendAgain: false })
    })
    guide()
  }

  const review = (captured: CapturedFrames, challenge: FlashChallenge): void => {
    if (captured.frames.length === 0) throw new CaptureError('camera_failed', 'the camera gave no picture')
    pending = { captured, challenge, idempotencyKey: crypto.randomUUID(), isSent: false }
    void parts.keeper.keep(pending)
    parts.show({ kind: 'review', captured, isRecalled: false, isDrowned: isDrowned(pending) })
  }

  /** The detail alone, where the flash is not to be had any more. */
  const settleForDetail = async (taken: DetailPictures): Promise<void> => {
    parts.show({ kind: 'preparing' })
    review(plainCapture(taken), await parts.service.issueChallenge())
  }

  const takeDetail = async (stream: CameraStream, signal: AbortSignal): Promise<void> => {
    parts.show({ kind: 'preparing' })
    const taken = await takeStillPictures(stream)
    demandOn(signal)
    if (taken.frames.length === 0) throw new CaptureError('camera_failed', 'the camera gave no picture')
    detail = taken
    facing = 'user'
    // A phone whose front camera is broken, or held by another program, has its picture taken all the same.
    const isOpen = await openCamera().then(
      () => camera?.facing !== 'environment',
      () => false,
    )
    demandOn(signal)
    if (!isOpen) await settleForDetail(taken)
  }

  const takePictures = async (stream: CameraStream, signal: AbortSignal): Promise<void> => {
    drop()
    if (isForDetail(stream)) return takeDetail(stream, signal)
    const issuing = parts.service.issueChallenge()
    // Awaited below, after the countdown: a failure meanwhile must not count as unhandled.
    issuing.catch(() => undefined)
    const isFlash = willFlash(stream)
    isHoldingStill = true
    if (isFlash) await countDown((seconds) => parts.show({ kind: 'ready', camera: stream, seconds }), signal)
    const challenge = await issuing
    demandOn(signal)
    parts.show(isFlash ? { kind: 'flash', camera: stream } : { kind: 'preparing' })
    const captured = isFlash
      ? await takeFlashCapture({
          camera: stream,
          display: parts.display,
          sequence: challenge,
          cardArea: flow.cardArea,
          detail: freshDetail(),
          signal,
        })
      : plainCapture(await takeStillPictures(stream))
    demandOn(signal)
    review(captured, challenge)
  }

  const freshDetail = (): DetailPictures | null =>
    detail !== null && performance.now() - (detail.timesMs[0] ?? 0) < DETAIL_AGE_MAX_MS ? detail : null

  const flow: CaptureFlow = {
    isFlashWanted: parts.isFlashWanted,
    get camera() {
      return camera
    },
    cardArea: MIDDLE_AREA,
    async start() {
      facing = firstFacing()
      detail = null
      await attempt(openCamera)
    },
    async recall() {
      const kept = await parts.keeper.recall()
      if (kept === null || hasBegun) return
      hasBegun = true
      pending = kept
      parts.show({ kind: 'review', captured: kept.captured, isRecalled: true, isDrowned: isDrowned(kept) })
    },
    async switchCamera() {
      facing = facing === 'user' ? 'environment' : 'user'
      if (facing === 'environment') detail = null
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
      const taken = freshDetail()
      if (taken !== null) await attempt(() => settleForDetail(taken))
      else if (camera === null) await flow.start()
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
      // Pictures that were not liked are all taken anew; a flash that failed or was drowned leaves the detail before it as it is.
      const isDisliked = pending !== null && !isDrowned(pending)
      const isAnew = camera === null || (detail !== null && isDisliked)
      drop()
      if (isAnew) await flow.start()
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

/**
 * Whether the light around outshone the colours. Told before anything is sent, for the applicant's sake alone: the service finds it in the frames
 * by itself, so that a page of an attacker's own, which asks nobody to take the picture again, gains nothing. Worked out from
 * what is kept for sending, so that a recalled capture says the same.
 */
function isDrowned({ captured, challenge }: ReviewedCapture): boolean {
  return captured.flash !== null && isFlashDrowned(captured.flash.samples, challenge)
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
