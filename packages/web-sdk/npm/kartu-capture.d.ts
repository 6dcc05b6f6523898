// What the published package offers. Written by hand, because the sources' own types lead into packages that are not published;
// `test/package-types.ts` keeps it true to them.

export type CameraFacing = 'user' | 'environment'

export interface CameraFrame {
  readonly source: CanvasImageSource
  readonly widthPx: number
  readonly heightPx: number
  /** Milliseconds on the clock of `performance.now()`. */
  readonly timeMs: number
}

export interface CameraStream {
  readonly preview: HTMLElement
  readonly facing: CameraFacing | null
  readonly isMirrored: boolean
  watchFrames(onFrame: (frame: CameraFrame) => void): () => void
  readonly ended: Promise<void>
  close(): void
}

export interface CameraPort {
  /** Throws a `CaptureError` when there is no picture to be had. */
  open(wish: { readonly facing: CameraFacing }): Promise<CameraStream>
}

export type CaptureErrorCode =
  | 'camera_denied'
  | 'camera_missing'
  | 'camera_busy'
  | 'camera_failed'
  | 'insecure_context'
  | 'in_app_browser'
  | 'interrupted'
  | 'flash_unsafe'
  | 'flash_too_slow'
  | 'offline'
  | 'service_busy'
  | 'token_expired'
  | 'challenge_expired'
  | 'not_allowed'
  | 'service_failed'

export declare class CaptureError extends Error {
  readonly code: CaptureErrorCode
  constructor(code: CaptureErrorCode, message: string, options?: ErrorOptions)
}

export type CaptureScreen =
  | 'priming'
  | 'opening'
  | 'guide'
  | 'ready'
  | 'flash'
  | 'preparing'
  | 'review'
  | 'sending'
  | 'result'
  | 'problem'

/** For the person's eyes only: your server asks Kartu for the verification itself. */
export interface CaptureResponse {
  readonly verification: {
    readonly id: string
    readonly status: 'verified' | 'pending' | 'failed'
    readonly score: number
  }
  readonly ktpBundle: {
    readonly id: string
    readonly verdict: 'passed' | 'requires_review' | 'failed'
    readonly assuranceTier: 'high' | 'standard' | 'low'
    readonly framesStored: number
  }
}

/** Details of the element's events. */
export interface KartuCaptureEvents {
  'kartu-screen': CustomEvent<CaptureScreen>
  'kartu-result': CustomEvent<CaptureResponse>
  'kartu-problem': CustomEvent<CaptureErrorCode>
  /** Before the person sends: the light around outshone the colours, and the page asks to take the picture again. */
  'kartu-notice': CustomEvent<'flash_drowned'>
  'kartu-finish': CustomEvent<null>
}

/** Defined as `<kartu-capture>` by importing this package. */
export declare class KartuCaptureElement extends HTMLElement {
  /** Set before the element is connected to use another camera than the device's own. */
  camera: CameraPort
  /** Told of every colour on the screen, `null` after the flash. For virtual cameras. */
  onScreenColor: ((color: string | null) => void) | null
}

export declare function createBrowserCamera(): CameraPort
export declare const SDK_VERSION: string

declare global {
  interface HTMLElementTagNameMap {
    'kartu-capture': KartuCaptureElement
  }
}
