import type { OverviewResponse } from '@kartu/contract'
import { Bar, BarChart, Cell, LabelList, XAxis, YAxis } from 'recharts'
import { AXIS, Plot } from '../../parts/plot.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

const HEIGHT_PX = 230
const TIERS = [
  ['high', 'var(--chart-2)'],
  ['standard', 'var(--chart-1)'],
  ['low', 'var(--chart-3)'],
] as const

export function TierPlot({ overview }: { readonly overview: OverviewResponse }) {
  const { overview: words, tiers } = useTexts()
  const rows = TIERS.map(([tier, fill]) => ({ name: tiers[tier] ?? tier, count: overview.tiers[tier], fill }))
  return (
    <Plot
      label={words.tiers}
      heightPx={HEIGHT_PX}
      table={{ head: [words.tiers, words.count], rows: rows.map(({ name, count }) => [name, count]) }}
    >
      <BarChart data={rows} layout="vertical" margin={{ top: 4, right: 34, bottom: 4, left: 6 }}>
        <XAxis {...AXIS} type="number" hide />
        <YAxis {...AXIS} type="category" dataKey="name" width={72} axisLine={false} />
        <Bar dataKey="count" barSize={26} radius={[0, 3, 3, 0]} isAnimationActive={false}>
          {rows.map(({ name, fill }) => (
            <Cell key={name} fill={fill} />
          ))}
          <LabelList dataKey="count" position="right" fill="var(--ink)" fontSize={12.5} fontWeight={600} />
        </Bar>
      </BarChart>
    </Plot>
  )
}
