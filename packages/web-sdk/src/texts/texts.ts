import type { CaptureErrorCode } from '../capture-error.ts'
import type { CaptureOutcome, RetryHint } from '../capture/explain-result.ts'
import type { CaptureStage } from '../element/capture-flow.ts'
import type { Advice } from '../guidance/judge-sighting.ts'
import type { BrowserKind } from '../surroundings/detect-browser.ts'

interface TitledText {
  readonly title: string
  readonly body: string
}

/** Everything the element says, in one language. */
export interface Texts {
  readonly primingTitle: string
  readonly primingBody: string
  readonly primingTips: readonly string[]
  readonly flashWarning: string
  readonly flashOptOut: string
  readonly flashOptOutEffect: string
  /** How a device of two cameras goes about it. */
  readonly primingStages: string
  readonly start: string
  readonly phoneCodeTitle: string
  readonly phoneCodeBody: string
  readonly phoneCodeLabel: string
  readonly opening: string
  readonly guideTitles: Readonly<Record<CaptureStage, string>>
  /** How the card is held for the flash of a second stage. */
  readonly holdUp: string
  readonly advice: Readonly<Record<Advice, string>>
  readonly noGuidance: string
  readonly turnSideways: string
  readonly rearCameraEffect: string
  readonly shutter: string
  readonly switchCamera: string
  readonly readyTitle: string
  readonly readyBody: string
  readonly readyCountdown: (seconds: number) => string
  readonly skipFlash: string
  readonly back: string
  readonly flashing: string
  readonly preparing: string
  readonly reviewTitle: string
  readonly reviewBody: string
  readonly reviewNoFlash: string
  readonly reviewRecalled: string
  /** Review of pictures whose flash the light around outshone. */
  readonly drowned: TitledText & {
    readonly tips: readonly string[]
    readonly sendEffect: string
    readonly send: string
  }
  readonly pictureOf: (index: number, count: number) => string
  readonly send: string
  readonly retake: string
  readonly sendingTitle: string
  readonly sendingBody: string
  readonly judging: string
  readonly results: Readonly<Record<CaptureOutcome, TitledText>>
  readonly hints: Readonly<Record<RetryHint, string>>
  readonly tryAgain: string
  readonly sendAgain: string
  readonly finish: string
  readonly problems: Readonly<Record<CaptureErrorCode, TitledText>>
  readonly recoverySteps: Readonly<Record<BrowserKind, readonly string[]>>
  readonly copyLink: string
  readonly linkCopied: string
  readonly linkToCopy: string
  readonly withoutFlash: string
}
