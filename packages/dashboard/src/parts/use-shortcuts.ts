import { useEffect, useRef } from 'react'

/** By key as the browser names it, e.g. `j`, `Enter`, `?`. */
export type Shortcuts = Readonly<Record<string, () => void>>

const EDITABLE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
/** Enter and Space belong to what has the focus. */
const PRESSABLE = 'a[href], button, summary, [role="button"], [role="menuitem"], [role="option"]'

/**
 * Keys that work anywhere on a page but where somebody types, with a modifier held, while a dialog is open, or held down: a review desk once
 * approved every case by one arrow key.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined
      if (action === undefined || !isMeantForPage(event)) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isMeantForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false
  const isMoving = event.key === 'j' || event.key === 'k'
  if (event.repeat && !isMoving) return false
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null) return false
  const target = event.target instanceof Element ? event.target : null
  const isIn = (selector: string): boolean => target !== null && target.closest(selector) !== null
  if (isIn(EDITABLE)) return false
  return !((event.key === 'Enter' || event.key === ' ') && isIn(PRESSABLE))
}
