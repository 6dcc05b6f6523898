import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTexts } from '../texts/texts-context.tsx'

/** Lets a wide table scroll by itself. Where it does, the keyboard can reach and scroll it. */
export function TableFrame({ children }: { readonly children: ReactNode }) {
  const { states } = useTexts()
  const frame = useRef<HTMLDivElement>(null)
  const [isScrolling, setScrolling] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() =>
      setScrolling(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const reachable = isScrolling ? { tabIndex: 0, role: 'group', 'aria-label': states.scrollable } : {}
  return (
    <div className="table-frame" ref={frame} {...reachable}>
      {children}
    </div>
  )
}
