import type { ReviewCase, ViewPurpose } from '@kartu/contract'
import { LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import { useOpenView } from '../../api/reviews.ts'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { FrameViewer } from './frame-viewer.tsx'
import type { FrameStage } from './use-frame-stage.ts'

const PURPOSES: readonly ViewPurpose[] = [
  'review',
  'second_opinion',
  'customer_request',
  'complaint',
  'fraud_investigation',
  'audit',
]

/** The pictures of the capture: sealed until somebody says what they are needed for. */
export function FramesPanel({ review, stage }: { readonly review: ReviewCase; readonly stage: FrameStage }) {
  const { frames } = useTexts().review
  const { time } = useFormats()
  const { view, bundle } = review
  return (
    <Panel
      title={frames.title}
      padded={false}
      {...(view === null
        ? {}
        : { aside: <span className="small muted">{frames.opened(time(view.until))}</span> })}
    >
      {view === null || bundle.framesStored === 0 ? (
        <Sealed review={review} />
      ) : (
        <FrameViewer review={review} stage={stage} />
      )}
    </Panel>
  )
}

function Sealed({ review }: { readonly review: ReviewCase }) {
  const texts = useTexts()
  const { frames } = texts.review
  const { user } = useSession()
  const open = useOpenView(review.bundle.id)
  const [purpose, setPurpose] = useState<ViewPurpose>('review')
  const refusal =
    review.bundle.erasedAt !== null ? texts.review.erased : user.role === 'auditor' ? frames.notForRole : null
  return (
    <form
      className="sealed"
      onSubmit={(event) => {
        event.preventDefault()
        open.mutate(purpose)
      }}
    >
      <div className="lead">
        <LockKeyhole size={20} aria-hidden />
        <div>
          <strong>{frames.sealed}</strong>
          <p className="muted">{refusal ?? frames.sealedBody}</p>
        </div>
      </div>
      {refusal === null && (
        <>
          <Choice
            label={frames.purpose}
            value={purpose}
            options={PURPOSES.map((value) => ({ value, label: texts.purposes[value] }))}
            onChange={setPurpose}
          />
          <Problem error={open.error} />
          <div className="buttons">
            <Button id="open-frames" type="submit" kind="primary" isPending={open.isPending}>
              {frames.open}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
