import { Moon, Sun } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Mark } from '../../shell/mark.tsx'
import { useTheme } from '../../shell/theme.ts'
import { useLanguage, useTexts } from '../../texts/texts-context.tsx'
import './login.css'

export interface LoginFrameProps {
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
}

/** What stands around every form before the desk opens. */
export function LoginFrame({ title, lead, children }: LoginFrameProps) {
  const { shell } = useTexts()
  const { language, setLanguage } = useLanguage()
  const [theme, setTheme] = useTheme()
  const isDark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    document.title = `${title} · Kartu`
  }, [title])
  return (
    <div className="login">
      <main className="login-card">
        <p className="login-mark">
          <Mark size={30} /> Kartu
        </p>
        <h1>{title}</h1>
        <p className="muted">{lead}</p>
        {children}
      </main>
      <footer className="login-foot">
        <Button kind="quiet" onPress={() => setLanguage(language === 'id' ? 'en' : 'id')}>
          {shell.otherLanguage}
        </Button>
        <Button kind="quiet" onPress={() => setTheme(isDark ? 'light' : 'dark')}>
          {isDark ? <Sun size={15} aria-hidden /> : <Moon size={15} aria-hidden />}
          {isDark ? shell.theme.light : shell.theme.dark}
        </Button>
      </footer>
    </div>
  )
}
