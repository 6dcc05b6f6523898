import type { OverviewResponse } from '@kartu/contract'
import { Bar, BarChart, LabelList, XAxis, YAxis } from 'recharts'
import { AXIS, Plot } from '../../parts/plot.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 150

export function QueueAgePlot({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words } = useTexts()
  const rows = overview.queue.ages.map(({ label, count }) => ({ label: words.ages[label] ?? label, count }))
  return (
    <Plot
      label={words.queueAge}
      heightPx={HEIGHT_PX}
      table={{ head: [words.queueAge, words.count], rows: rows.map(({ label, count }) => [label, count]) }}
    >
      <BarChart data={rows} margin={{ top: 18, right: 4, bottom: 0, left: 4 }}>
        <XAxis {...AXIS} dataKey="label" interval={0} />
        <YAxis {...AXIS} hide allowDecimals={false} />
        <Bar
          dataKey="count"
          fill="var(--chart-1)"
          radius={[3, 3, 0, 0]}
          maxBarSize={48}
          isAnimationActive={false}
        >
          <LabelList dataKey="count" position="top" fill="var(--ink)" fontSize={12} fontWeight={600} />
        </Bar>
      </BarChart>
    </Plot>
  )
}
