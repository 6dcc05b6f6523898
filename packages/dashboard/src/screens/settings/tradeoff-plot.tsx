import { CartesianGrid, Line, LineChart, ReferenceDot, Tooltip, XAxis, YAxis } from 'recharts'
import type { PolicyResponse } from '@kartu/contract'
import { AXIS, GRID, Plot, TOOLTIP } from '../../parts/plot.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 380
const SHARE = { domain: [0, 1], type: 'number' } as const

/** Both errors over every bound that could have been chosen, and the one that was. */
export function TradeoffPlot({ report }: { readonly report: PolicyResponse }) {
  const words = useTexts().settings.policy
  const { percent } = useFormats()
  const points = report.det.toSorted((a, b) => a.apcer - b.apcer || b.bpcer - a.bpcer)
  const worst = Math.max(0, ...Object.values(report.apcer).map(({ value }) => value ?? 0))
  const asPercent = (share: number): string => percent(share)
  return (
    <Plot
      label={words.det}
      heightPx={HEIGHT_PX}
      table={{
        head: [words.xAxis, words.yAxis],
        rows: points.map(({ apcer, bpcer }) => [percent(apcer, 1), percent(bpcer, 1)]),
      }}
    >
      <LineChart data={points} margin={{ top: 12, right: 20, bottom: 22, left: 8 }}>
        <CartesianGrid {...GRID} vertical />
        <XAxis
          {...AXIS}
          {...SHARE}
          dataKey="apcer"
          tickFormatter={asPercent}
          label={{
            value: words.xAxis,
            position: 'insideBottom',
            offset: -14,
            fill: 'var(--muted)',
            fontSize: 12,
          }}
        />
        <YAxis
          {...AXIS}
          {...SHARE}
          tickFormatter={asPercent}
          label={{
            value: words.yAxis,
            angle: -90,
            position: 'insideLeft',
            fill: 'var(--muted)',
            fontSize: 12,
          }}
        />
        <Tooltip
          {...TOOLTIP}
          formatter={(value) => percent(Number(value), 1)}
          labelFormatter={(x) => percent(Number(x), 1)}
        />
        <Line
          dataKey="bpcer"
          name={words.yAxis}
          type="stepAfter"
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={{ r: 2.5, fill: 'var(--chart-1)', strokeWidth: 0 }}
          isAnimationActive={false}
        />
        <ReferenceDot
          x={worst}
          y={report.bpcer.value ?? 0}
          r={6}
          fill="var(--chart-4)"
          stroke="var(--surface)"
          strokeWidth={2}
          label={{
            value: words.current,
            position: 'right',
            fill: 'var(--ink)',
            fontSize: 12,
            fontWeight: 600,
          }}
        />
      </LineChart>
    </Plot>
  )
}
