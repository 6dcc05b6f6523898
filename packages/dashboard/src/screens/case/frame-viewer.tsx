import type { ReviewCase } from '@kartu/contract'
import { ChevronLeft, ChevronRight, Pause, Play, RotateCw, Scan, ZoomIn, ZoomOut } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { pictureOf } from '../../api/reviews.ts'
import { Button } from '../../parts/button.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { colourOfFrame } from './colour-of-frame.ts'
import type { FrameStage } from './use-frame-stage.ts'

const ICON_PX = 17
const STEP_PX = 40

export interface FrameViewerProps {
  readonly review: ReviewCase
  readonly stage: FrameStage
}

/** The frames on one stage: drag or arrow keys move a picture, buttons enlarge, turn and flip through them. */
export function FrameViewer({ review, stage }: FrameViewerProps) {
  const texts = useTexts()
  const { frames } = texts.review
  const { bundle, flash } = review
  const grip = useRef<{ x: number; y: number } | null>(null)
  const [broken, setBroken] = useState<ReadonlySet<number>>(new Set())
  const count = bundle.framesStored
  const colour = colourOfFrame(flash, bundle.frames[stage.index])
  const onPointerMove = (event: PointerEvent): void => {
    if (grip.current === null) return
    stage.move(event.clientX - grip.current.x, event.clientY - grip.current.y)
    grip.current = { x: event.clientX, y: event.clientY }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = keyActions(stage)[event.key]
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return (
    <>
      <div
        className="stage"
        role="group"
        aria-label={frames.frame(stage.index + 1, count)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          grip.current = { x: event.clientX, y: event.clientY }
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (grip.current = null)}
        onPointerCancel={() => (grip.current = null)}
      >
        <div
          className="turn"
          style={{
            transform: `translate(${stage.offset.x}px, ${stage.offset.y}px) scale(${stage.zoom}) rotate(${stage.turnDeg}deg)`,
          }}
        >
          {bundle.frames
            .filter(({ index }) => stage.seen.has(index) && !broken.has(index))
            .map((frame) => (
              <img
                key={frame.index}
                src={pictureOf.frame(bundle.id, frame.index)}
                alt={frames.alt(frame.index + 1)}
                hidden={frame.index !== stage.index}
                draggable={false}
                onError={() => setBroken((known) => new Set([...known, frame.index]))}
              />
            ))}
        </div>
        {broken.has(stage.index) && <p className="broken">{frames.broken}</p>}
        {colour !== null && (
          <span className="swatch">
            <span className="dot" style={{ background: colour }} />
            {frames.colour(texts.colours[colour] ?? colour)}
          </span>
        )}
      </div>
      <div className="strip">
        {bundle.frames.map((frame) => {
          const shown = colourOfFrame(flash, frame)
          return (
            <button
              key={frame.index}
              type="button"
              aria-current={frame.index === stage.index}
              aria-label={frames.frame(frame.index + 1, count)}
              onClick={() => stage.show(frame.index)}
            >
              {shown !== null && <span className="dot" style={{ background: shown }} />}
              {frame.index + 1}
            </button>
          )
        })}
      </div>
      <div className="tools">
        <Tool label={frames.previous} onPress={() => stage.show(stage.index - 1)}>
          <ChevronLeft size={ICON_PX} aria-hidden />
        </Tool>
        <Tool label={frames.following} onPress={() => stage.show(stage.index + 1)}>
          <ChevronRight size={ICON_PX} aria-hidden />
        </Tool>
        {count > 1 && (
          <Button
            kind="quiet"
            pressed={stage.isFlipping}
            onPress={() => stage.setFlipping(!stage.isFlipping)}
          >
            {stage.isFlipping ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
            {stage.isFlipping ? frames.flipStop : frames.flip}
          </Button>
        )}
        <span className="grow" />
        <Tool label={frames.zoomOut} onPress={stage.zoomOut}>
          <ZoomOut size={ICON_PX} aria-hidden />
        </Tool>
        <Tool label={frames.zoomIn} onPress={stage.zoomIn}>
          <ZoomIn size={ICON_PX} aria-hidden />
        </Tool>
        <Tool label={frames.rotate} onPress={stage.rotate}>
          <RotateCw size={ICON_PX} aria-hidden />
        </Tool>
        <Tool label={frames.fit} onPress={stage.fit}>
          <Scan size={ICON_PX} aria-hidden />
        </Tool>
      </div>
    </>
  )
}

function keyActions(stage: FrameStage): Readonly<Record<string, (() => void) | undefined>> {
  return {
    ArrowLeft: () => stage.move(STEP_PX, 0),
    ArrowRight: () => stage.move(-STEP_PX, 0),
    ArrowUp: () => stage.move(0, STEP_PX),
    ArrowDown: () => stage.move(0, -STEP_PX),
    '+': stage.zoomIn,
    '-': stage.zoomOut,
    '0': stage.fit,
  }
}

interface ToolProps {
  readonly label: string
  readonly onPress: () => void
  readonly children: React.ReactNode
}

function Tool({ label, onPress, children }: ToolProps) {
  return (
    <span title={label}>
      <Button kind="quiet" shape="square" aria-label={label} onPress={onPress}>
        {children}
      </Button>
    </span>
  )
}
