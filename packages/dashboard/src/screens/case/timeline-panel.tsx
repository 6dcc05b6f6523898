import type { ReviewCase } from '@kartu/contract'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** Decisions stand out among what merely happened. */
const STRONG = /overrid|proposal|decision|undone/

/** What happened to this capture, from the audit log. */
export function TimelinePanel({ review }: { readonly review: ReviewCase }) {
  const { review: texts, auditActions } = useTexts()
  return (
    <Panel title={texts.timeline.title}>
      <ol className="timeline">
        {review.timeline.map((entry, index) => (
          <li key={index} className={STRONG.test(entry.action) ? 'strong' : ''}>
            <span className="muted">
              <Instant at={entry.at} />
            </span>
            <span>{auditActions[entry.action] ?? entry.action}</span>
            <span className="muted">{entry.actor ?? texts.timeline.system}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
