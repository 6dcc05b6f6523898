import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info'

/** A short word about something. Its colour never says more than its words. */
export function Chip({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`chip ${tone === 'neutral' ? '' : tone}`}>{children}</span>
}
