import type { OverviewResponse } from '@kartu/contract'
import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS, GRID, Plot, TOOLTIP } from '../../parts/plot.tsx'
import { useFormats, useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 470
const NAME_WIDTH_PX = 150

/** A check that fails much more than yesterday means an attack, a broken camera app, or a broken check. */
export function VoterPlot({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words, voterNames } = useTexts()
  const { percent } = useFormats()
  const rows = overview.voters.map(({ name, passed, failed, abstained }) => {
    const all = Math.max(1, passed + failed + abstained)
    return { name: voterNames[name] ?? name, failed: failed / all, abstained: abstained / all }
  })
  const asPercent = (share: unknown): string => percent(Number(share), 1)
  return (
    <Plot
      label={words.voters}
      heightPx={HEIGHT_PX}
      table={{
        head: [words.voters, words.failRate, words.abstainRate],
        rows: rows.map(({ name, failed, abstained }) => [name, asPercent(failed), asPercent(abstained)]),
      }}
    >
      <BarChart data={rows} layout="vertical" barGap={1} margin={{ top: 4, right: 14, bottom: 0, left: 6 }}>
        <CartesianGrid {...GRID} vertical horizontal={false} />
        <XAxis {...AXIS} type="number" domain={[0, 1]} tickFormatter={(share) => percent(Number(share))} />
        <YAxis {...AXIS} type="category" dataKey="name" width={NAME_WIDTH_PX} interval={0} axisLine={false} />
        <Tooltip {...TOOLTIP} formatter={asPercent} />
        <Legend iconType="square" iconSize={9} />
        <Bar
          dataKey="failed"
          name={words.failRate}
          fill="var(--chart-4)"
          barSize={9}
          isAnimationActive={false}
        />
        <Bar
          dataKey="abstained"
          name={words.abstainRate}
          fill="var(--border)"
          barSize={9}
          isAnimationActive={false}
        />
      </BarChart>
    </Plot>
  )
}
