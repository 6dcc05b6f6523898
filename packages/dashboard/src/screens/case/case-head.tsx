import type { ReviewCase } from '@kartu/contract'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useClaim } from '../../api/reviews.ts'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const CLOCK_MS = 10_000

/** Whose case this is, how long they wait, and who has it. */
export function CaseHead({ review }: { readonly review: ReviewCase }) {
  const { review: texts, queue } = useTexts()
  const formats = useFormats()
  const { user } = useSession()
  const nowMs = useNow(CLOCK_MS)
  const claim = useClaim()
  const heading = useRef<HTMLHeadingElement>(null)
  const { bundle, customer } = review
  const name = customer.fullName ?? queue.unnamed
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    document.title = `${name} · Kartu`
  }, [name])
  const held = review.claim !== null && Date.parse(review.claim.until) > nowMs ? review.claim : null
  const isDecided = review.decisions.length > 0
  return (
    <div className="case-head">
      <div>
        <Link to="/reviews" className="back">
          <ArrowLeft size={15} aria-hidden /> {texts.back}
        </Link>
        <div className="who">
          <h1 ref={heading} tabIndex={-1}>
            {name}
          </h1>
          <span className="mono muted">{customer.externalId ?? customer.id}</span>
          <span className="muted">
            {isDecided
              ? formats.dateTime(bundle.receivedAt)
              : texts.waiting(formats.duration(Math.max(0, nowMs - Date.parse(bundle.receivedAt))))}
          </span>
        </div>
      </div>
      <div className="buttons">
        {held !== null && (
          <Chip tone={held.mine ? 'info' : 'warn'}>
            {(held.mine ? texts.claimedByMe : texts.claimedByOther)(formats.time(held.until))}
          </Chip>
        )}
        {!isDecided && user.role !== 'auditor' && (held === null || held.mine) && (
          <Button
            kind={held === null ? 'primary' : 'plain'}
            isPending={claim.isPending}
            onPress={() => claim.mutate({ bundleId: bundle.id, take: held === null })}
          >
            {held === null ? texts.claim : texts.release}
          </Button>
        )}
        <Problem error={claim.error} />
      </div>
    </div>
  )
}
