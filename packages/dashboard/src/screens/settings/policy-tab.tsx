import { useQuery } from '@tanstack/react-query'
import type { PolicyResponse } from '@kartu/contract'
import { policyQuery } from '../../api/settings.ts'
import { Chip } from '../../parts/chip.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { TradeoffPlot } from './tradeoff-plot.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'

/** The policy in force beside what it costs and what it lets through, as measured. */
export function PolicyTab() {
  const query = useQuery(policyQuery)
  return <Loaded query={query}>{(report) => <Policy report={report} />}</Loaded>
}

function Policy({ report }: { readonly report: PolicyResponse }) {
  const words = useTexts().settings.policy
  const { percent, number } = useFormats()
  return (
    <div className="policy">
      <div className="form">
        <Panel title={words.point} aside={<Chip>{`${words.version} ${report.version}`}</Chip>}>
          <dl className="pairs">
            <div>
              <dt title={words.bpcerHint}>{words.bpcer}</dt>
              <dd>
                <strong>{report.bpcer.value === null ? '–' : percent(report.bpcer.value, 1)}</strong>{' '}
                <span className="small muted">
                  {percent(report.bpcer.low, 1)} – {percent(report.bpcer.high, 1)}
                </span>
              </dd>
            </div>
          </dl>
          <p className="small muted">
            {report.version !== report.evaluatedVersion && (
              <strong>{words.otherVersion(report.evaluatedVersion)} </strong>
            )}
            {words.bpcerHint} {words.captures(number(report.captures))}. {report.simulated && words.simulated}
          </p>
        </Panel>
        <Panel title={words.apcer} padded={false}>
          <AttackTable report={report} />
        </Panel>
      </div>
      <Panel title={words.det}>
        <TradeoffPlot report={report} />
        <p className="small muted">{words.detHint}</p>
      </Panel>
    </div>
  )
}

function AttackTable({ report }: { readonly report: PolicyResponse }) {
  const { settings, species } = useTexts()
  const words = settings.policy
  const { percent, number } = useFormats()
  const rows = Object.entries(report.apcer).toSorted(
    ([, a], [, b]) => (b.value ?? 0) - (a.value ?? 0) || b.high - a.high,
  )
  return (
    <TableFrame>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.species}</th>
            <th scope="col" className="end">
              {words.rate}
            </th>
            <th scope="col" className="end">
              {words.upper}
            </th>
            <th scope="col" className="end">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, rate]) => (
            <tr key={name}>
              <th scope="row">{species[name] ?? name}</th>
              <td className="end">{rate.value === null ? '–' : percent(rate.value, 1)}</td>
              <td className="end muted">{percent(rate.high, 1)}</td>
              <td className="end muted">{number(rate.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}
