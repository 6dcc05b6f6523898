import { useQuery } from '@tanstack/react-query'
import { sessionsQuery, useEndSession, type OwnSession } from '../../api/account.ts'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { PasswordForm } from './password-form.tsx'
import { TotpPanel } from './totp-panel.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import './account.css'

/** What belongs to oneself: password, second step, sessions. */
export function AccountScreen() {
  const { account: words, shell } = useTexts()
  const { user } = useSession()
  const query = useQuery(sessionsQuery)
  return (
    <>
      <PageHead title={words.title} sub={`${user.name} · ${user.email} · ${shell.roles[user.role]}`} />
      <div className="account">
        <Panel title={words.password}>
          <PasswordForm />
        </Panel>
        <TotpPanel />
        <Panel title={words.sessions} padded={false} className="sessions">
          <Loaded query={query}>{({ sessions }) => <SessionTable sessions={sessions} />}</Loaded>
        </Panel>
      </div>
    </>
  )
}

function SessionTable({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const { account: words } = useTexts()
  const end = useEndSession()
  return (
    <TableFrame>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{words.sessionDevice}</th>
            <th scope="col">{words.sessionStarted}</th>
            <th scope="col">{words.sessionSeen}</th>
            <th scope="col">
              <span className="hidden-visually">{words.endSession}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <th scope="row">{browserOf(session.userAgent)}</th>
              <td>
                <Instant at={session.createdAt} />
              </td>
              <td>
                <Instant at={session.lastSeenAt} />
              </td>
              <td className="end">
                {session.current ? (
                  <Chip tone="info">{words.thisSession}</Chip>
                ) : (
                  <Button kind="quiet" onPress={() => end.mutate(session.id)}>
                    {words.endSession}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Problem error={end.error} />
    </TableFrame>
  )
}

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** Enough to recognise one's own; nobody needs the whole line. */
function browserOf(userAgent: string | null): string {
  if (userAgent === null) return '–'
  const nameIn = (table: typeof BROWSERS | typeof SYSTEMS): string | undefined =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter((name) => name !== undefined).join(', ') || userAgent
}
