import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { proposalsQuery, useSignProposal, type Proposal } from '../../api/decisions.ts'
import { reviewCountsQuery } from '../../api/reviews.ts'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { QueueTabs } from './queue-tabs.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import './queue.css'

/** Acceptances that one analyst proposed and another must sign. */
export function ProposalsScreen() {
  const { proposals: words, queue } = useTexts()
  const { data: counts } = useQuery(reviewCountsQuery)
  const query = useQuery(proposalsQuery)
  return (
    <>
      <PageHead title={words.title} />
      <QueueTabs counts={counts} search={null} />
      <section className="panel" aria-label={words.title}>
        <Loaded query={query} isEmpty={(data) => data.proposals.length === 0} empty={words.empty}>
          {({ proposals }) => (
            <TableFrame>
              <table className="rows">
                <thead>
                  <tr>
                    <th scope="col">{words.at}</th>
                    <th scope="col">{queue.columns.customer}</th>
                    <th scope="col">{words.proposedBy}</th>
                    <th scope="col">{words.reason}</th>
                    <th scope="col">
                      <span className="hidden-visually">{words.confirm}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {proposals.map((proposal) => (
                    <ProposalRow key={proposal.id} proposal={proposal} />
                  ))}
                </tbody>
              </table>
            </TableFrame>
          )}
        </Loaded>
      </section>
    </>
  )
}

function ProposalRow({ proposal }: { readonly proposal: Proposal }) {
  const { proposals: words, queue, reasons } = useTexts()
  const { user } = useSession()
  const sign = useSignProposal()
  const toast = useToast()
  const act = (verb: 'confirm' | 'decline'): void =>
    sign.mutate(
      { id: proposal.id, verb },
      { onSuccess: () => toast({ text: verb === 'confirm' ? words.confirmed : words.declined }) },
    )
  return (
    <tr>
      <td>
        <Instant at={proposal.proposedAt} />
      </td>
      <th scope="row">
        {proposal.bundleId === null ? (
          (proposal.customer.fullName ?? queue.unnamed)
        ) : (
          <Link to="/reviews/$bundleId" params={{ bundleId: proposal.bundleId }}>
            {proposal.customer.fullName ?? queue.unnamed}
          </Link>
        )}
      </th>
      <td>{proposal.proposedBy.name}</td>
      <td>
        {proposal.reasonCode !== null && (
          <strong>{reasons[proposal.reasonCode] ?? proposal.reasonCode}: </strong>
        )}
        {proposal.reason}
      </td>
      <td className="end">
        {user.role === 'auditor' ? null : proposal.mine ? (
          <span className="small muted">{words.own}</span>
        ) : (
          <span className="buttons">
            <Button kind="good" isPending={sign.isPending} onPress={() => act('confirm')}>
              {words.confirm}
            </Button>
            <Button isPending={sign.isPending} onPress={() => act('decline')}>
              {words.decline}
            </Button>
          </span>
        )}
        <Problem error={sign.error} />
      </td>
    </tr>
  )
}
