import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../api/session.ts'
import type { ApiKeysResponse } from '@kartu/contract'
import { apiKeysQuery, useRevokeApiKey } from '../../api/settings.ts'
import { Button } from '../../parts/button.tsx'
import { Chip } from '../../parts/chip.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Loaded, Problem } from '../../parts/loaded.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'

export function KeysTab() {
  const { settings } = useTexts()
  const words = settings.keys
  const { user } = useSession()
  const query = useQuery(apiKeysQuery)
  const [isCreating, setCreating] = useState(false)
  return (
    <Panel
      title={settings.tabs.keys}
      padded={false}
      aside={
        user.role === 'administrator' && (
          <Button kind="primary" onPress={() => setCreating(true)}>
            <KeyRound size={15} aria-hidden /> {words.create}
          </Button>
        )
      }
    >
      <Loaded query={query} isEmpty={({ apiKeys }) => apiKeys.length === 0} empty={words.empty}>
        {({ apiKeys }) => <KeyTable keys={apiKeys} />}
      </Loaded>
      {isCreating && <NewKeyDialog onClose={() => setCreating(false)} />}
    </Panel>
  )
}

function KeyTable({ keys }: { readonly keys: ApiKeysResponse['apiKeys'] }) {
  const { columns } = useTexts().settings.keys
  const { revoke } = useTexts().settings.keys
  return (
    <TableFrame>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.scopes}</th>
            <th scope="col">{columns.created}</th>
            <th scope="col">{columns.used}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">
              <span className="hidden-visually">{revoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  )
}

function KeyRow({ apiKey }: { readonly apiKey: ApiKeysResponse['apiKeys'][number] }) {
  const { settings, actions } = useTexts()
  const words = settings.keys
  const { user } = useSession()
  const revoke = useRevokeApiKey()
  const [isAsking, setAsking] = useState(false)
  return (
    <tr>
      <th scope="row">
        {apiKey.name}
        <span className="mono muted block">{apiKey.id}</span>
      </th>
      <td>
        <span className="chips">
          {apiKey.scopes.map((scope) => (
            <Chip key={scope}>{scope}</Chip>
          ))}
        </span>
      </td>
      <td>
        <Instant at={apiKey.createdAt} style="date" />
      </td>
      <td>
        {apiKey.lastUsedAt === null ? (
          <span className="muted">{words.never}</span>
        ) : (
          <Instant at={apiKey.lastUsedAt} />
        )}
      </td>
      <td>
        {apiKey.revokedAt === null ? (
          <Chip tone="good">{words.active}</Chip>
        ) : (
          <Chip tone="bad">{words.revoked}</Chip>
        )}
      </td>
      <td className="end">
        {apiKey.revokedAt === null && user.role === 'administrator' && (
          <Button kind="quiet" onPress={() => setAsking(true)}>
            {words.revoke}
          </Button>
        )}
        {isAsking && (
          <Dialog title={words.revokeTitle} onClose={() => setAsking(false)}>
            <p>{words.revokeBody(apiKey.name)}</p>
            <Problem error={revoke.error} />
            <div className="buttons">
              <Button
                kind="bad"
                isPending={revoke.isPending}
                onPress={() => revoke.mutate(apiKey.id, { onSuccess: () => setAsking(false) })}
              >
                {words.revoke}
              </Button>
              <Button kind="quiet" autoFocus onPress={() => setAsking(false)}>
                {actions.cancel}
              </Button>
            </div>
          </Dialog>
        )}
      </td>
    </tr>
  )
}
