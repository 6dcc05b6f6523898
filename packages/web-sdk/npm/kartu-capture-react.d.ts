import type { ReactElement } from 'react'
import type { CaptureErrorCode, CaptureResponse } from './kartu-capture.d.ts'

export interface KartuCaptureProps {
  /** Client token, `qe_ct_…`, and the customer that it is for. They are read when the element appears. */
  readonly token: string
  readonly customer: string
  /** Root of the Kartu service; the page's own origin without it. */
  readonly service?: string
  readonly lang?: 'id' | 'en'
  readonly flash?: 'off'
  /** Address at which a phone goes on with this capture. */
  readonly phoneLink?: string
  readonly consent?: string
  readonly consentAt?: string
  /** Where the guidance worker is, if not beside the SDK. */
  readonly worker?: string
  readonly className?: string
  readonly onScreen?: (screen: string) => void
  readonly onResult?: (response: CaptureResponse) => void
  readonly onProblem?: (code: CaptureErrorCode) => void
  readonly onNotice?: (notice: 'flash_drowned') => void
  readonly onFinish?: () => void
}

export declare function KartuCapture(props: KartuCaptureProps): ReactElement
