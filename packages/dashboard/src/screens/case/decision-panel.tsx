import type { ReviewCase } from '@kartu/contract'
import { useEffect, useRef, useState } from 'react'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { DecisionForm } from './decision-form.tsx'
import { NextCase } from './next-case.tsx'

/** The customer's level as it is, what was decided, and the way to decide. */
export function DecisionPanel({ review }: { readonly review: ReviewCase }) {
  const { review: texts, levels } = useTexts()
  const words = texts.decision
  const { user } = useSession()
  const [wanted, setWanted] = useState<'verified' | 'failed' | null>(null)
  const last = review.decisions.at(-1)
  const level = review.customer.kycLevel
  return (
    <Panel
      title={words.title}
      aside={
        <span className="level-now" data-testid="kyc-level">
          <span className="small muted">{words.levelNow}</span>
          <Chip tone={level === 'none' ? 'neutral' : 'good'}>{levels[level] ?? level}</Chip>
        </span>
      }
    >
      {last !== undefined ? (
        <div className="form">
          <Decided review={review} />
          <div className="buttons">
            <NextCase afterBundleId={review.bundle.id} />
          </div>
        </div>
      ) : user.role === 'auditor' ? (
        <p className="muted">{words.readOnly}</p>
      ) : wanted === null ? (
        <div className="decide">
          <Button id="decide-first" kind="good" shape="large" onPress={() => setWanted('verified')}>
            {words.verify}
          </Button>
          <Button kind="bad" shape="large" onPress={() => setWanted('failed')}>
            {words.refuse}
          </Button>
        </div>
      ) : (
        <DecisionForm review={review} status={wanted} onClose={() => setWanted(null)} />
      )}
    </Panel>
  )
}

function Decided({ review }: { readonly review: ReviewCase }) {
  const { review: texts, statuses, reasons } = useTexts()
  const formats = useFormats()
  const list = useRef<HTMLUListElement>(null)
  // The form that was pressed is gone, and the focus with it: it comes here, where a second press does nothing.
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  }, [])
  return (
    <ul className="list" ref={list} tabIndex={-1}>
      {review.decisions.map((decision) => (
        <li key={decision.verificationId}>
          <span>
            <Chip
              tone={decision.status === 'verified' ? 'good' : decision.status === 'failed' ? 'bad' : 'warn'}
            >
              {statuses[decision.status] ?? decision.status}
            </Chip>{' '}
            {decision.reasonCode !== null && (reasons[decision.reasonCode] ?? decision.reasonCode)}
          </span>
          <span className="small muted">
            {texts.decision.already(decision.actor, formats.dateTime(decision.at))}
          </span>
          {decision.reason !== '' && decision.reason !== reasons[decision.reasonCode ?? ''] && (
            <p>{decision.reason}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
