import type { OverviewResponse } from '@kartu/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { overviewQuery } from '../../api/overview.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'
import { LatencyPlot } from './latency-plot.tsx'
import { QueueAgePlot } from './queue-age-plot.tsx'
import { TierPlot } from './tier-plot.tsx'
import { VolumePlot } from './volume-plot.tsx'
import { VoterPlot } from './voter-plot.tsx'
import './overview.css'

const PERIODS_DAYS = [7, 30, 90] as const
const CLOCK_MS = 30_000
const MS_PER_S = 1000

export function OverviewScreen() {
  const { overview: words } = useTexts()
  const [days, setDays] = useState<number>(PERIODS_DAYS[1])
  const query = useQuery(overviewQuery(days))
  return (
    <>
      <PageHead title={words.title}>
        <div className="tabs" role="group" aria-label={words.range}>
          {PERIODS_DAYS.map((period) => (
            <button key={period} type="button" aria-current={period === days} onClick={() => setDays(period)}>
              {words.days(period)}
            </button>
          ))}
        </div>
      </PageHead>
      <Loaded query={query}>{(overview) => <Plots overview={overview} />}</Loaded>
    </>
  )
}

function Plots({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words } = useTexts()
  return (
    <>
      <Figures overview={overview} />
      <div className="plots">
        <Panel title={words.volumes} className="broad">
          <VolumePlot overview={overview} />
        </Panel>
        <Panel title={words.tiers}>
          <TierPlot overview={overview} />
        </Panel>
        <Panel title={words.voters} className="broad">
          <VoterPlot overview={overview} />
        </Panel>
        <div className="stack">
          <Panel title={words.latency}>
            <LatencyPlot overview={overview} />
          </Panel>
          <Panel title={words.queueAge}>
            <QueueAgePlot overview={overview} />
          </Panel>
        </div>
      </div>
    </>
  )
}

function Figures({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words } = useTexts()
  const { number, percent, duration } = useFormats()
  const nowMs = useNow(CLOCK_MS)
  const { queue, latency, days } = overview
  const sum = (of: (day: OverviewResponse['days'][number]) => number): number =>
    days.reduce((all, day) => all + of(day), 0)
  const passed = sum((day) => day.passed)
  const all = passed + sum((day) => day.requiresReview + day.failed)
  const figures = [
    [words.captures, number(all)],
    [words.passedShare, all === 0 ? '–' : percent(passed / all)],
    [words.open, number(queue.open)],
    [
      words.oldest,
      queue.oldestWaitingSince === null ? '–' : duration(nowMs - Date.parse(queue.oldestWaitingSince)),
    ],
    [
      words.p95,
      latency.p95Ms === null ? '–' : `${number(Math.round(latency.p95Ms / 10) / (MS_PER_S / 10))} s`,
    ],
  ] as const
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name} className="panel">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
