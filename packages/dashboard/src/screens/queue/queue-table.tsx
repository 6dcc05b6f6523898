import type { ReviewRow } from '@kartu/contract'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Chip } from '../../parts/chip.tsx'
import { Instant, Waiting } from '../../parts/instant.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { sentenceOf } from '../case/verdict-sentence.ts'
import { TableFrame } from '../../parts/table-frame.tsx'

const HOUR_MS = 3_600_000
/** An applicant who waits longer than this has most likely given up. */
const LONG_WAIT_MS = 4 * HOUR_MS

export interface QueueTableProps {
  readonly rows: readonly ReviewRow[]
  readonly markedIndex: number
  readonly nowMs: number
  readonly isDecided: boolean
  readonly onMark: (index: number) => void
}

export function QueueTable({ rows, markedIndex, nowMs, isDecided, onMark }: QueueTableProps) {
  const texts = useTexts()
  const { columns } = texts.queue
  const body = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    body.current?.rows[markedIndex]?.scrollIntoView({ block: 'nearest' })
  }, [markedIndex])
  return (
    <TableFrame>
      <table className="rows queue">
        <thead>
          <tr>
            <th scope="col">{isDecided ? columns.received : columns.waiting}</th>
            <th scope="col">{columns.customer}</th>
            <th scope="col">{columns.why}</th>
            <th scope="col" className="end">
              {columns.score}
            </th>
            <th scope="col">{isDecided ? columns.decision : columns.claim}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={row.bundleId}
              className={index === markedIndex ? 'marked' : ''}
              aria-current={index === markedIndex}
              onMouseDown={() => onMark(index)}
            >
              <td>
                {isDecided ? (
                  <Instant at={row.receivedAt} />
                ) : (
                  <span className={nowMs - Date.parse(row.receivedAt) > LONG_WAIT_MS ? 'late' : ''}>
                    <Waiting since={row.receivedAt} nowMs={nowMs} />
                  </span>
                )}
              </td>
              <th scope="row">
                <Link
                  to="/reviews/$bundleId"
                  params={{ bundleId: row.bundleId }}
                  className="row-link"
                  onFocus={() => onMark(index)}
                >
                  {row.customer.fullName ?? <span className="muted">{texts.queue.unnamed}</span>}
                </Link>
                <span className="mono muted block">{row.customer.externalId ?? row.customer.id}</span>
              </th>
              <td className="why">{sentenceOf(row.verdict, texts)}</td>
              <td className="end">{row.score ?? '–'}</td>
              <td>{isDecided ? <DecisionCell row={row} /> : <ClaimCell row={row} nowMs={nowMs} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function ClaimCell({ row, nowMs }: { readonly row: ReviewRow; readonly nowMs: number }) {
  const { queue } = useTexts()
  const { time } = useFormats()
  const { claim } = row
  if (claim === null || Date.parse(claim.until) <= nowMs) return <span className="muted">–</span>
  return (
    <>
      <Chip tone={claim.mine ? 'info' : 'neutral'}>{claim.mine ? queue.you : queue.colleague}</Chip>{' '}
      <span className="small muted nowrap">{queue.until(time(claim.until))}</span>
    </>
  )
}

function DecisionCell({ row }: { readonly row: ReviewRow }) {
  const { statuses } = useTexts()
  const status = row.decision?.status
  if (status === undefined) return <span className="muted">–</span>
  return <Chip tone={status === 'verified' ? 'good' : 'bad'}>{statuses[status] ?? status}</Chip>
}
