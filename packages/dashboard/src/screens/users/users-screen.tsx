import { useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import type { DeskUser } from '@kartu/contract'
import { useChangeUser, usersQuery } from '../../api/users.ts'
import type { Role } from '@kartu/contract'
import { useSession } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { PageHead } from '../../parts/page-head.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { NewUserDialog } from './new-user-dialog.tsx'
import { ResetUserDialog } from './reset-user-dialog.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'

export function UsersScreen() {
  const { users: words } = useTexts()
  const { user } = useSession()
  const query = useQuery(usersQuery)
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageHead title={words.title}>
        {user.role === 'administrator' && (
          <Button kind="primary" onPress={() => setAdding(true)}>
            <UserRoundPlus size={15} aria-hidden /> {words.create}
          </Button>
        )}
      </PageHead>
      <section className="panel" aria-label={words.title}>
        <Loaded query={query} isEmpty={(data) => data.users.length === 0} empty={words.empty}>
          {({ users }) => <UserTable users={users} />}
        </Loaded>
      </section>
      {isAdding && <NewUserDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function UserTable({ users }: { readonly users: readonly DeskUser[] }) {
  const { columns } = useTexts().users
  const { users: words } = useTexts()
  return (
    <TableFrame>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.email}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.totp}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.seen}</th>
            <th scope="col">
              <span className="hidden-visually">{words.edit}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function UserRow({ user }: { readonly user: DeskUser }) {
  const { users: words, shell } = useTexts()
  const session = useSession()
  const change = useChangeUser()
  const [isResetting, setResetting] = useState(false)
  const isSelf = user.id === session.user.id
  const mayChange = session.user.role === 'administrator' && !isSelf
  return (
    <tr>
      <th scope="row">
        {user.name} {isSelf && <Chip tone="info">{words.you}</Chip>}
      </th>
      <td>{user.email}</td>
      <td>
        {mayChange ? (
          <select
            className="input"
            aria-label={`${words.role}: ${user.name}`}
            value={user.role}
            onChange={(event) => change.mutate({ id: user.id, role: event.target.value as Role })}
          >
            {Object.entries(shell.roles).map(([role, label]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </select>
        ) : (
          shell.roles[user.role]
        )}
      </td>
      <td>{user.totpEnabled ? words.on : <span className="muted">{words.off}</span>}</td>
      <td>
        {user.disabledAt !== null ? (
          <Chip tone="bad">{words.disabled}</Chip>
        ) : user.mustChangePassword ? (
          <Chip tone="warn">{words.must}</Chip>
        ) : (
          <Chip tone="good">{words.active}</Chip>
        )}
      </td>
      <td>
        {user.lastLoginAt === null ? (
          <span className="muted">{words.never}</span>
        ) : (
          <Instant at={user.lastLoginAt} />
        )}
      </td>
      <td className="end">
        {mayChange && (
          <span className="buttons">
            <Button kind="quiet" onPress={() => setResetting(true)}>
              {words.reset}
            </Button>
            <Button
              kind="quiet"
              isPending={change.isPending}
              onPress={() => change.mutate({ id: user.id, disabled: user.disabledAt === null })}
            >
              {user.disabledAt === null ? words.disable : words.enable}
            </Button>
          </span>
        )}
        <Problem error={change.error} />
        {isResetting && <ResetUserDialog user={user} onClose={() => setResetting(false)} />}
      </td>
    </tr>
  )
}
