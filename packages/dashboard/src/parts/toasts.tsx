import { X } from 'lucide-react'
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import { Button } from './button.tsx'
import { useNow } from './use-now.ts'

const LASTS_MS = 6_000
const TICK_MS = 200
const MS_PER_S = 1000
/** Circumference of the ring. */
const RING = 2 * Math.PI * 10

export interface Toast {
  readonly text: string
  /** What can be taken back, and until when. The toast goes when that moment has passed. */
  readonly undo?: { readonly label: string; readonly untilMs: number; readonly onUndo: () => void }
}

type Show = (toast: Toast) => void
const ToastsContext = createContext<Show>(() => undefined)

export function useToast(): Show {
  return useContext(ToastsContext)
}

/** Short words about what just happened, at the foot of the page. */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([])
  const nextId = useRef(0)
  const show = useCallback<Show>((toast) => {
    nextId.current += 1
    const id = nextId.current
    setToasts((shown) => [...shown, { ...toast, id }])
  }, [])
  const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  return (
    <ToastsContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onGone={() => drop(toast.id)} />
        ))}
      </div>
    </ToastsContext>
  )
}

function ToastLine({ toast, onGone }: { readonly toast: Toast; readonly onGone: () => void }) {
  const { actions } = useTexts()
  const nowMs = useNow(TICK_MS)
  const [shownAtMs] = useState(nowMs)
  const { undo } = toast
  const untilMs = undo?.untilMs ?? shownAtMs + LASTS_MS
  const leftMs = Math.max(0, untilMs - nowMs)
  useEffect(() => {
    if (leftMs === 0) onGone()
  }, [leftMs, onGone])
  return (
    <div className="toast">
      <span className="grow">{toast.text}</span>
      {undo === undefined ? (
        <Button kind="quiet" shape="square" aria-label={actions.close} onPress={onGone}>
          <X size={15} aria-hidden />
        </Button>
      ) : (
        <>
          <Countdown leftMs={leftMs} share={leftMs / Math.max(1, untilMs - shownAtMs)} />
          <Button
            onPress={() => {
              undo.onUndo()
              onGone()
            }}
          >
            {undo.label}
          </Button>
        </>
      )}
    </div>
  )
}

/** Seconds left, as a ring that empties. Silent: a screen reader that counts down reads nothing else. */
function Countdown({ leftMs, share }: { readonly leftMs: number; readonly share: number }) {
  return (
    <svg className="ring" viewBox="0 0 24 24" aria-hidden>
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
      <circle
        cx="12"
        cy="12"
        r="10"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={RING}
        strokeDashoffset={RING * (1 - share)}
        transform="rotate(-90 12 12)"
      />
      <text x="12" y="16" textAnchor="middle" fontSize="11" fill="currentColor">
        {Math.ceil(leftMs / MS_PER_S)}
      </text>
    </svg>
  )
}
