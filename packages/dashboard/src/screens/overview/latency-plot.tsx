import type { OverviewResponse } from '@kartu/contract'
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS, GRID, Plot, TOOLTIP } from '../../parts/plot.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 190
const MS_PER_S = 1000

export function LatencyPlot({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words } = useTexts()
  const formats = useFormats()
  const inSeconds = (ms: number | null): number | null => (ms === null ? null : ms / MS_PER_S)
  const rows = overview.days.map(({ day, p50Ms, p95Ms }) => ({
    day,
    p50: inSeconds(p50Ms),
    p95: inSeconds(p95Ms),
  }))
  const shown = (seconds: unknown): string => `${Number(seconds).toFixed(2)} s`
  const day = (value: unknown): string => formats.date(String(value))
  return (
    <Plot
      label={words.latency}
      heightPx={HEIGHT_PX}
      table={{
        head: [words.day, words.p50, words.p95Line],
        rows: rows.map((row) => [
          formats.date(row.day),
          row.p50 === null ? '–' : shown(row.p50),
          row.p95 === null ? '–' : shown(row.p95),
        ]),
      }}
    >
      <LineChart data={rows} margin={{ top: 4, right: 10, bottom: 0, left: -20 }}>
        <CartesianGrid {...GRID} />
        <XAxis
          {...AXIS}
          dataKey="day"
          tickFormatter={(value) => day(value).replace(/ \d{4}$/, '')}
          minTickGap={28}
        />
        <YAxis {...AXIS} unit=" s" />
        <Tooltip {...TOOLTIP} labelFormatter={day} formatter={shown} />
        <Legend iconType="plainline" iconSize={12} />
        <Line
          dataKey="p50"
          name={words.p50}
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={{ r: 2.5 }}
          isAnimationActive={false}
        />
        <Line
          dataKey="p95"
          name={words.p95Line}
          stroke="var(--chart-3)"
          strokeWidth={2}
          dot={{ r: 2.5 }}
          isAnimationActive={false}
        />
      </LineChart>
    </Plot>
  )
}
