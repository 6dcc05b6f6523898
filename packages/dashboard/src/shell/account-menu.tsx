import { useNavigate } from '@tanstack/react-router'
import { CircleUserRound, Languages, LogOut, SunMoon, UserRoundCog } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useSession, useSignOut } from '../api/session.ts'
import { Chip } from '../parts/chip.tsx'
import { useLanguage, useTexts } from '../texts/texts-context.tsx'
import { THEMES, useTheme } from './theme.ts'

const ICON_PX = 16

/** Who one is here, and what belongs to oneself: theme, language, account, the way out. */
export function AccountMenu() {
  const { shell } = useTexts()
  const { user, organisation } = useSession()
  const { language, setLanguage } = useLanguage()
  const [theme, setTheme] = useTheme()
  const signOut = useSignOut()
  const navigate = useNavigate()
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto'
  return (
    <MenuTrigger>
      <Button className="entry">
        <CircleUserRound size={19} aria-hidden />
        {shell.account}
      </Button>
      <Popover placement="right bottom" offset={10} className="menu">
        <div className="menu-card">
          <strong>{user.name}</strong>
          <p className="small muted">
            {shell.roles[user.role]} · {organisation.name}
          </p>
          {organisation.mode === 'sandbox' && <Chip tone="warn">{shell.sandbox}</Chip>}
        </div>
        <Menu aria-label={shell.account}>
          <MenuItem onAction={() => void navigate({ to: '/account' })}>
            <UserRoundCog size={ICON_PX} aria-hidden /> {shell.account}
          </MenuItem>
          <MenuItem onAction={() => setTheme(nextTheme)}>
            <SunMoon size={ICON_PX} aria-hidden /> {shell.themeTitle}: {shell.theme[theme]}
          </MenuItem>
          <MenuItem onAction={() => setLanguage(language === 'id' ? 'en' : 'id')}>
            <Languages size={ICON_PX} aria-hidden /> {shell.otherLanguage}
          </MenuItem>
          <MenuItem onAction={() => signOut.mutate()}>
            <LogOut size={ICON_PX} aria-hidden /> {shell.signOut}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
