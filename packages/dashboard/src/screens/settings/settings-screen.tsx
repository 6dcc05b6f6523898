import { Link, Outlet } from '@tanstack/react-router'
import { PageHead } from '../../parts/page-head.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import './settings.css'

export function SettingsScreen() {
  const { settings: words } = useTexts()
  return (
    <>
      <PageHead title={words.title} />
      <nav className="tabs" aria-label={words.title}>
        <Link to="/settings/organisation">{words.tabs.organisation}</Link>
        <Link to="/settings/api-keys">{words.tabs.keys}</Link>
        <Link to="/settings/webhooks">{words.tabs.webhooks}</Link>
        <Link to="/settings/policy">{words.tabs.policy}</Link>
      </nav>
      <Outlet />
    </>
  )
}
