import type { DeskCustomerResponse, Role } from '@kartu/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { customerQuery } from '../../api/customers.ts'
import { useSession } from '../../api/session.ts'
import { Chip } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { DataPanel } from './data-panel.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import '../queue/queue.css'
import './customers.css'

const MAY_SEE_DATA: readonly Role[] = ['administrator', 'auditor']
const route = getRouteApi('/customers/$customerId')

export function CustomerScreen() {
  const { customerId } = route.useParams()
  const query = useQuery(customerQuery(customerId))
  return <Loaded query={query}>{(found) => <CustomerPage key={customerId} found={found} />}</Loaded>
}

function CustomerPage({ found }: { readonly found: DeskCustomerResponse }) {
  const { customers, queue, levels } = useTexts()
  const { user } = useSession()
  const { customer } = found
  const words = customers.detail
  return (
    <>
      <div>
        <Link to="/customers" className="back">
          <ArrowLeft size={15} aria-hidden /> {words.back}
        </Link>
        <PageHead
          title={customer.fullName ?? queue.unnamed}
          sub={<span className="mono">{[customer.externalId, customer.id].filter(Boolean).join(' · ')}</span>}
        >
          {customer.erasedAt !== null && <Chip tone="bad">{words.erased}</Chip>}
          <Chip tone={customer.kycLevel === 'none' ? 'neutral' : 'good'}>
            {customers.columns.level}: {levels[customer.kycLevel] ?? customer.kycLevel}
          </Chip>
        </PageHead>
      </div>
      <div className="columns">
        <Panel title={words.captures} padded={false}>
          <Verifications found={found} />
        </Panel>
        <div>
          <Panel title={words.levels}>
            <Levels found={found} />
          </Panel>
          {MAY_SEE_DATA.includes(user.role) && <DataPanel customer={customer} />}
        </div>
      </div>
    </>
  )
}

function Verifications({ found }: { readonly found: DeskCustomerResponse }) {
  const { customers, queue, methods, statuses, tiers } = useTexts()
  if (found.verifications.length === 0) return <p className="body muted">{customers.detail.none}</p>
  return (
    <TableFrame>
      <table className="rows queue">
        <tbody>
          {found.verifications.map((verification) => (
            <tr key={verification.id}>
              <td>
                <Instant at={verification.createdAt} />
              </td>
              <th scope="row">
                {verification.ktpBundleId === null ? (
                  (methods[verification.method] ?? verification.method)
                ) : (
                  <Link
                    to="/reviews/$bundleId"
                    params={{ bundleId: verification.ktpBundleId }}
                    className="row-link"
                  >
                    {methods[verification.method] ?? verification.method}
                  </Link>
                )}
              </th>
              <td>
                <Chip
                  tone={
                    verification.status === 'verified'
                      ? 'good'
                      : verification.status === 'failed'
                        ? 'bad'
                        : 'warn'
                  }
                >
                  {statuses[verification.status] ?? verification.status}
                </Chip>
              </td>
              <td className="muted">
                {verification.assuranceTier !== null && (tiers[verification.assuranceTier] ?? '')}
              </td>
              <td className="muted end">
                {verification.score !== null && `${queue.columns.score} ${verification.score}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function Levels({ found }: { readonly found: DeskCustomerResponse }) {
  const { customers, levels, kycReasons } = useTexts()
  if (found.tierHistory.length === 0) return <p className="muted">{customers.detail.noLevels}</p>
  return (
    <ul className="list">
      {found.tierHistory.map((event) => (
        <li key={event.id}>
          <span>
            {levels[event.from] ?? event.from} <ArrowRight size={12} aria-label={customers.detail.becomes} />{' '}
            <strong>{levels[event.to] ?? event.to}</strong>{' '}
            <span className="muted">{kycReasons[event.reason] ?? event.reason}</span>
          </span>
          <span className="small muted">
            <Instant at={event.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
