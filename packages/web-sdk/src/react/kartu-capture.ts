import { createElement, useEffect, useRef, type ReactElement } from 'react'
import type { CaptureResponse } from '../capture/kartu-service.ts'
import type { CaptureErrorCode } from '../capture-error.ts'

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

/** By its own file: on a server, where React renders too, there are no elements to define. */
const SDK_FILE = './kartu-capture.js'

/** `<kartu-capture>` in React 18 and newer: attributes as properties, events as callbacks. */
export function KartuCapture(props: KartuCaptureProps): ReactElement {
  const element = useRef<HTMLElement>(null)
  const callbacks = useRef(props)
  useEffect(() => {
    callbacks.current = props
  })
  useEffect(() => {
    const node = element.current
    if (node === null) return
    const detailOf = <Detail>(event: Event): Detail => (event as CustomEvent<Detail>).detail
    const listeners: Readonly<Record<string, (event: Event) => void>> = {
      'kartu-screen': (event) => callbacks.current.onScreen?.(detailOf<string>(event)),
      'kartu-result': (event) => callbacks.current.onResult?.(detailOf<CaptureResponse>(event)),
      'kartu-problem': (event) => callbacks.current.onProblem?.(detailOf<CaptureErrorCode>(event)),
      'kartu-notice': (event) => callbacks.current.onNotice?.(detailOf<'flash_drowned'>(event)),
      'kartu-finish': () => callbacks.current.onFinish?.(),
    }
    for (const [name, listener] of Object.entries(listeners)) node.addEventListener(name, listener)
    void import(/* @vite-ignore */ SDK_FILE)
    return () => {
      for (const [name, listener] of Object.entries(listeners)) node.removeEventListener(name, listener)
    }
  }, [])
  const { token, customer, service, lang, flash, worker, phoneLink, consent, consentAt, className } = props
  const attributes = {
    token,
    customer,
    service,
    lang,
    flash,
    worker,
    'phone-link': phoneLink,
    consent,
    'consent-at': consentAt,
    class: className,
  }
  return createElement('kartu-capture', { ref: element, ...attributes })
}
