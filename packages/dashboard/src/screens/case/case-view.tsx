import type { ReviewCase } from '@kartu/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClaim } from '../../api/reviews.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import { ShortcutsDialog } from '../queue/shortcuts-dialog.tsx'
import { CaseHead } from './case-head.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { FacePanel } from './face-panel.tsx'
import { FieldsPanel } from './fields-panel.tsx'
import { FramesPanel } from './frames-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { TimelinePanel } from './timeline-panel.tsx'
import { useFrameStage } from './use-frame-stage.ts'
import { VerdictBanner } from './verdict-banner.tsx'
import { VotersPanel } from './voters-panel.tsx'

/** One screen, always in the same order: an analyst's eyes learn where to look. */
export function CaseView({ review }: { readonly review: ReviewCase }) {
  const navigate = useNavigate()
  const stage = useFrameStage(review)
  const claim = useClaim()
  const [isHelpOpen, setHelpOpen] = useState(false)
  const isOpen = review.view !== null
  useShortcuts({
    u: () => void navigate({ to: '/reviews' }),
    c: () => claim.mutate({ bundleId: review.bundle.id, take: review.claim?.mine !== true }),
    o: () => document.getElementById('open-frames')?.focus(),
    f: () => isOpen && stage.setFlipping(!stage.isFlipping),
    r: () => isOpen && stage.rotate(),
    n: () => document.getElementById('next-case')?.click(),
    d: () => document.getElementById('decide-first')?.focus(),
    '?': () => setHelpOpen(true),
  })
  return (
    <>
      <CaseHead review={review} />
      <VerdictBanner review={review} />
      <div className="case">
        <div className="case-side">
          <div className="case-picture">
            <FramesPanel review={review} stage={stage} />
          </div>
          <div className="case-decision">
            <DecisionPanel review={review} />
          </div>
        </div>
        <div className="case-evidence">
          <FieldsPanel review={review} />
          <VotersPanel review={review} />
          <div className="case-pair">
            <FacePanel review={review} />
            <HistoryPanel review={review} />
          </div>
          <TimelinePanel review={review} />
        </div>
      </div>
      {isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}
    </>
  )
}
