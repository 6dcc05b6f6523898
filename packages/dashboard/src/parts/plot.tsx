import type { ReactElement, ReactNode } from 'react'
import { ResponsiveContainer } from 'recharts'
import { useTexts } from '../texts/texts-context.tsx'
import { TableFrame } from './table-frame.tsx'
import './plot.css'

/** What axes, grids and tooltips share: colours of the theme, sizes of the page. */
export const AXIS = {
  stroke: 'var(--border)',
  tick: { fill: 'var(--muted)', fontSize: 11.5 },
  tickLine: false,
} as const
export const GRID = { stroke: 'var(--hairline)', vertical: false } as const
export const TOOLTIP = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--hairline)',
    borderRadius: 6,
    color: 'var(--ink)',
    fontSize: 12.5,
  },
  itemStyle: { color: 'var(--ink)', padding: 0 },
  labelStyle: { color: 'var(--muted)' },
  cursor: { fill: 'var(--hover)', stroke: 'var(--border)' },
  isAnimationActive: false,
} as const

export interface PlotProps {
  /** Says what is plotted, for those who do not see it. */
  readonly label: string
  readonly heightPx: number
  readonly children: ReactElement
  /** The same figures to read one by one. */
  readonly table: {
    readonly head: readonly string[]
    readonly rows: readonly (readonly ReactNode[])[]
  }
}

export function Plot({ label, heightPx, children, table }: PlotProps) {
  const { overview } = useTexts()
  return (
    <>
      <figure className="plot" role="img" aria-label={label}>
        <ResponsiveContainer width="100%" height={heightPx}>
          {children}
        </ResponsiveContainer>
      </figure>
      <details className="plot-table">
        <summary>{overview.asTable}</summary>
        <TableFrame>
          <table className="rows">
            <thead>
              <tr>
                {table.head.map((title, index) => (
                  <th key={title} scope="col" className={index === 0 ? '' : 'end'}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) =>
                    column === 0 ? (
                      <th key={column} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={column} className="end">
                        {cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </details>
    </>
  )
}
