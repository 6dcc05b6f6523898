import { useEffect, useRef, type ReactNode } from 'react'

export interface PageHeadProps {
  readonly title: string
  readonly sub?: ReactNode
  readonly children?: ReactNode
}

/** The page's name. It takes the focus when the page opens, so that a screen reader says where one is. */
export function PageHead({ title, sub, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Kartu`
  }, [title])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className="page-head">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {sub !== undefined && <p className="sub">{sub}</p>}
      </div>
      {children !== undefined && <div className="buttons">{children}</div>}
    </div>
  )
}
