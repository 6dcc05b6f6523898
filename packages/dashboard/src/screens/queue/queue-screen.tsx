import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Keyboard } from 'lucide-react'
import { useState } from 'react'
import { soughtCustomersQuery } from '../../api/customers.ts'
import { reviewCountsQuery, reviewsQuery, useClaim } from '../../api/reviews.ts'
import { Button } from '../../parts/button.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { QueueFilters } from './queue-filters.tsx'
import { isFiltered } from './queue-search.ts'
import { QueueTable } from './queue-table.tsx'
import { QueueTabs } from './queue-tabs.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import './queue.css'

const route = getRouteApi('/reviews')
const CLOCK_MS = 10_000

/** Who waits, longest first. */
export function QueueScreen() {
  const { queue } = useTexts()
  const formats = useFormats()
  const search = route.useSearch()
  const navigate = useNavigate()
  const nowMs = useNow(CLOCK_MS)
  const [customer, setCustomer] = useState('')
  const [marked, setMarked] = useState(0)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const { data: counts } = useQuery(reviewCountsQuery)
  const sought = useQuery(soughtCustomersQuery(customer))
  const list = useInfiniteQuery({
    ...reviewsQuery(search, customer === '' ? null : (sought.data?.ids ?? null)),
    enabled: customer === '' || sought.isSuccess,
  })
  const rows = list.data?.pages.flatMap((page) => page.reviews) ?? []
  const claim = useClaim()
  const place = Math.min(marked, Math.max(0, rows.length - 1))
  const markedRow = rows[place]
  const open = (bundleId: string): void => {
    void navigate({ to: '/reviews/$bundleId', params: { bundleId } })
  }
  useShortcuts({
    j: () => setMarked(Math.min(place + 1, rows.length - 1)),
    k: () => setMarked(Math.max(place - 1, 0)),
    Enter: () => markedRow && open(markedRow.bundleId),
    c: () =>
      markedRow && claim.mutate({ bundleId: markedRow.bundleId, take: markedRow.claim?.mine !== true }),
    '?': () => setHelpOpen(true),
  })
  const oldest = counts?.oldestWaitingSince ?? null
  const oldestMs = oldest === null ? null : nowMs - Date.parse(oldest)
  const sub =
    counts === undefined
      ? undefined
      : queue.waitingNow(formats.number(counts.open), oldestMs === null ? null : formats.duration(oldestMs))
  const empty =
    isFiltered(search) || customer !== ''
      ? queue.emptyFiltered
      : { mine: queue.emptyMine, decided: queue.emptyDecided, open: queue.empty }[search.state ?? 'open']
  return (
    <>
      <PageHead title={queue.title} sub={sub}>
        <Button kind="quiet" onPress={() => setHelpOpen(true)}>
          <Keyboard size={16} aria-hidden /> {queue.help.title}
        </Button>
      </PageHead>
      <QueueTabs counts={counts} search={search} />
      <QueueFilters search={search} customer={customer} onCustomer={setCustomer} />
      {customer !== '' && sought.data?.isCut === true && <p role="status">{queue.manyCustomers}</p>}
      <section className="panel" aria-label={queue.title} aria-busy={list.isFetching}>
        <Loaded
          query={sought.isError ? { ...sought, data: undefined } : { ...list, data: list.data && rows }}
          isEmpty={(found) => found.length === 0}
          empty={empty}
        >
          {(found) => (
            <QueueTable
              rows={found}
              markedIndex={place}
              nowMs={nowMs}
              isDecided={search.state === 'decided'}
              onMark={setMarked}
            />
          )}
        </Loaded>
        {list.hasNextPage && (
          <div className="queue-more">
            <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
              {queue.more(formats.number(Math.max(0, (list.data?.pages[0]?.total ?? 0) - rows.length)))}
            </Button>
          </div>
        )}
      </section>
      {isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}
    </>
  )
}
