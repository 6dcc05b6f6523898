import type { OverviewResponse } from '@kartu/contract'
import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS, GRID, Plot, TOOLTIP } from '../../parts/plot.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 230
const BAR_PX_MAX = 34

export function VolumePlot({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words, verdicts } = useTexts()
  const formats = useFormats()
  const day = (value: unknown): string => formats.date(String(value))
  const series = [
    { key: 'passed', name: verdicts['passed'] ?? '', fill: 'var(--chart-2)' },
    { key: 'requiresReview', name: verdicts['requires_review'] ?? '', fill: 'var(--chart-3)' },
    { key: 'failed', name: verdicts['failed'] ?? '', fill: 'var(--chart-4)' },
  ] as const
  return (
    <Plot
      label={words.volumes}
      heightPx={HEIGHT_PX}
      table={{
        head: [words.day, ...series.map(({ name }) => name)],
        rows: overview.days.map((row) => [formats.date(row.day), row.passed, row.requiresReview, row.failed]),
      }}
    >
      <BarChart data={[...overview.days]} margin={{ top: 4, right: 4, bottom: 0, left: -18 }}>
        <CartesianGrid {...GRID} />
        <XAxis
          {...AXIS}
          dataKey="day"
          tickFormatter={(value) => day(value).replace(/ \d{4}$/, '')}
          minTickGap={28}
        />
        <YAxis {...AXIS} allowDecimals={false} />
        <Tooltip {...TOOLTIP} labelFormatter={day} />
        <Legend iconType="square" iconSize={9} />
        {series.map(({ key, name, fill }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={fill}
            stackId="day"
            maxBarSize={BAR_PX_MAX}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </Plot>
  )
}
