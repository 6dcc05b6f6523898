import { Link, Outlet } from '@tanstack/react-router'
import { BookLock, ChartNoAxesCombined, Inbox, Settings, ShieldUser, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useLiveUpdates } from '../api/live.ts'
import { reviewCountsQuery } from '../api/reviews.ts'
import type { Role } from '@kartu/contract'
import { useSession } from '../api/session.ts'
import { useFormats, useTexts } from '../texts/texts-context.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Mark } from './mark.tsx'

const ICON_PX = 19
const COUNT_SHOWN_MAX = 99

/** Which pages a role has any use for; the service decides what it may do there. */
const PAGES_OF_ADMINISTRATORS: readonly Role[] = ['administrator', 'auditor']

/** The rail on the left and the page beside it. */
export function DeskShell() {
  useLiveUpdates()
  const { shell } = useTexts()
  const { user } = useSession()
  const mayAdminister = PAGES_OF_ADMINISTRATORS.includes(user.role)
  return (
    <div className="desk">
      <a className="button skip" href="#content">
        {shell.skip}
      </a>
      <nav className="rail" aria-label={shell.navigation}>
        <Link to="/reviews" className="mark" aria-label="Kartu">
          <Mark size={28} />
        </Link>
        <Entry to="/reviews" icon={<Inbox size={ICON_PX} aria-hidden />} label={shell.reviews}>
          <OpenCount />
        </Entry>
        <Entry to="/customers" icon={<Users size={ICON_PX} aria-hidden />} label={shell.customers} />
        <Entry
          to="/overview"
          icon={<ChartNoAxesCombined size={ICON_PX} aria-hidden />}
          label={shell.overview}
        />
        <Entry to="/audit" icon={<BookLock size={ICON_PX} aria-hidden />} label={shell.audit} />
        {mayAdminister && (
          <>
            <Entry to="/settings" icon={<Settings size={ICON_PX} aria-hidden />} label={shell.settings} />
            <Entry to="/users" icon={<ShieldUser size={ICON_PX} aria-hidden />} label={shell.users} />
          </>
        )}
        <div className="foot">
          <AccountMenu />
        </div>
      </nav>
      <main className="main" id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

interface EntryProps {
  readonly to: '/reviews' | '/customers' | '/overview' | '/audit' | '/settings' | '/users'
  readonly icon: ReactNode
  readonly label: string
  readonly children?: ReactNode
}

function Entry({ to, icon, label, children }: EntryProps) {
  return (
    <Link to={to} className="entry" activeOptions={{ exact: false, includeSearch: false }}>
      {icon}
      {label}
      {children}
    </Link>
  )
}

function OpenCount() {
  const { number } = useFormats()
  const { queue } = useTexts()
  const { data } = useQuery(reviewCountsQuery)
  if (data === undefined || data.open === 0) return null
  return (
    <span className="count">
      <span aria-hidden>{data.open > COUNT_SHOWN_MAX ? `${COUNT_SHOWN_MAX}+` : data.open}</span>
      <span className="hidden-visually">{queue.waitingNow(number(data.open), null)}</span>
    </span>
  )
}
