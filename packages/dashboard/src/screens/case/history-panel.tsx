import type { ReviewCase } from '@kartu/contract'
import { Link } from '@tanstack/react-router'
import { Chip } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

const SHOWN_MAX = 6

/** Who the customer is here, and what came before this capture. */
export function HistoryPanel({ review }: { readonly review: ReviewCase }) {
  const { review: texts, levels, statuses, methods } = useTexts()
  const { customer, verification, history } = review
  const words = texts.history
  const earlier = history.filter(({ id }) => id !== verification.id)
  return (
    <Panel
      title={words.title}
      aside={
        <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="small">
          {words.all}
        </Link>
      }
    >
      <div className="form">
        <dl className="pairs">
          <div>
            <dt>{words.level}</dt>
            <dd>
              <Chip tone={customer.kycLevel === 'none' ? 'neutral' : 'good'}>
                {levels[customer.kycLevel] ?? customer.kycLevel}
              </Chip>
            </dd>
          </div>
          <div>
            <dt>{words.since}</dt>
            <dd>
              <Instant at={customer.createdAt} style="date" />
            </dd>
          </div>
          <div>
            <dt>{words.consent}</dt>
            <dd>
              <Consent review={review} />
            </dd>
          </div>
        </dl>
        {earlier.length === 0 ? (
          <p className="muted">{words.first}</p>
        ) : (
          <ul className="list">
            {earlier.slice(0, SHOWN_MAX).map((past) => (
              <li key={past.id}>
                <span>
                  {past.ktpBundleId === null ? (
                    (methods[past.method] ?? past.method)
                  ) : (
                    <Link to="/reviews/$bundleId" params={{ bundleId: past.ktpBundleId }}>
                      {methods[past.method] ?? past.method}
                    </Link>
                  )}{' '}
                  <span className="muted">
                    <Instant at={past.createdAt} />
                  </span>
                </span>
                <Chip tone={past.status === 'verified' ? 'good' : past.status === 'failed' ? 'bad' : 'warn'}>
                  {statuses[past.status] ?? past.status}
                </Chip>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}

function Consent({ review }: { readonly review: ReviewCase }) {
  const { review: texts } = useTexts()
  const { consent } = review
  if (consent === null) return <span className="muted">{texts.history.noConsent}</span>
  return (
    <>
      {consent.version} · <Instant at={consent.givenAt} />
    </>
  )
}
