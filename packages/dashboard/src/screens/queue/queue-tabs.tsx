import type { ReviewCounts } from '@kartu/contract'
import { Link } from '@tanstack/react-router'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import type { QueueSearch } from './queue-search.ts'

export interface QueueTabsProps {
  readonly counts: ReviewCounts | undefined
  readonly search: QueueSearch | null
}

/** Open, taken by me, decided, and what waits for a second signature. `search` is null on the page of proposals. */
export function QueueTabs({ counts, search }: QueueTabsProps) {
  const { queue } = useTexts()
  const { number } = useFormats()
  const countOf = { open: counts?.open, mine: counts?.mine, decided: undefined }
  return (
    <nav className="tabs" aria-label={queue.title}>
      {(['open', 'mine', 'decided'] as const).map((state) => {
        const { state: current = 'open', ...filters } = search ?? {}
        return (
          <Link
            key={state}
            to="/reviews"
            search={{ ...filters, ...(state === 'open' ? {} : { state }) }}
            activeProps={{}}
            aria-current={search !== null && current === state ? 'true' : undefined}
            data-status=""
          >
            {queue.states[state]}
            {countOf[state] !== undefined && <span className="muted">{number(countOf[state])}</span>}
          </Link>
        )
      })}
      <Link to="/proposals" aria-current={search === null ? 'true' : undefined} data-status="">
        {queue.proposals}
        {counts !== undefined && counts.proposals > 0 && (
          <span className="muted">{number(counts.proposals)}</span>
        )}
      </Link>
    </nav>
  )
}
