import type { ReviewCase } from '@kartu/contract'
import { useEffect, useState } from 'react'

/** Slower than WCAG 2.3.1 asks: at most three flashes a second are safe, this makes fewer than one. */
const FLIP_MS = 800
const ZOOM_STEP = 1.4
const ZOOM_MAX = 8
const QUARTER_TURN = 90
const FULL_TURN = 360

export interface FrameStage {
  readonly index: number
  readonly zoom: number
  readonly turnDeg: number
  readonly offset: { readonly x: number; readonly y: number }
  readonly isFlipping: boolean
  /** Frames looked at so far: only these were fetched, and so audited. */
  readonly seen: ReadonlySet<number>
  readonly show: (index: number) => void
  readonly setFlipping: (flipping: boolean) => void
  readonly rotate: () => void
  readonly zoomIn: () => void
  readonly zoomOut: () => void
  readonly fit: () => void
  readonly move: (dx: number, dy: number) => void
}

/** Which frame is on the stage and how it lies there. */
export function useFrameStage({ bundle }: Pick<ReviewCase, 'bundle'>): FrameStage {
  const count = bundle.framesStored
  const [index, setIndex] = useState(0)
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set([0]))
  const [zoom, setZoom] = useState(1)
  const [turnDeg, setTurn] = useState(0)
  const [offset, setOffset] = useState({ x: 0, y: 0 })
  const [isFlipping, setFlipping] = useState(false)
  const bring = (next: number): void => {
    setIndex(next)
    setSeen((before) => (before.has(next) ? before : new Set([...before, next])))
  }
  useEffect(() => {
    if (!isFlipping || count === 0) return
    const timer = setTimeout(() => bring((index + 1) % count), FLIP_MS)
    return () => clearTimeout(timer)
  }, [isFlipping, index, count])
  const zoomTo = (wanted: number): void => {
    const next = Math.min(ZOOM_MAX, Math.max(1, wanted))
    setZoom(next)
    if (next === 1) setOffset({ x: 0, y: 0 })
  }
  return {
    index,
    zoom,
    turnDeg,
    offset,
    isFlipping,
    seen,
    setFlipping,
    show: (next) => {
      setFlipping(false)
      bring((next + count) % count)
    },
    rotate: () => setTurn((turned) => (turned + QUARTER_TURN) % FULL_TURN),
    zoomIn: () => zoomTo(zoom * ZOOM_STEP),
    zoomOut: () => zoomTo(zoom / ZOOM_STEP),
    fit: () => {
      zoomTo(1)
      setTurn(0)
    },
    move: (dx, dy) => setOffset(({ x, y }) => ({ x: x + dx, y: y + dy })),
  }
}
