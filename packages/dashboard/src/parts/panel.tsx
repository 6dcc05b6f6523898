import { useId, type ReactNode } from 'react'

export interface PanelProps {
  readonly title: string
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode
  readonly className?: string
  /** False where the content draws its own edges, as a table does. */
  readonly padded?: boolean
  readonly children: ReactNode
}

export function Panel({ title, aside, className = '', padded = true, children }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {padded ? <div className="body">{children}</div> : children}
    </section>
  )
}
