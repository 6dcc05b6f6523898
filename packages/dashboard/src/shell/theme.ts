import { useState } from 'react'

const STORED_AS = 'kartu-desk-theme'
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export function storedTheme(): Theme {
  const stored = localStorage.getItem(STORED_AS)
  return THEMES.find((theme) => theme === stored) ?? 'auto'
}

/** Colours follow from one attribute (tokens.css); without it, from what the system prefers. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(storedTheme)
  const choose = (chosen: Theme): void => {
    localStorage.setItem(STORED_AS, chosen)
    applyTheme(chosen)
    setTheme(chosen)
  }
  return [theme, choose]
}
