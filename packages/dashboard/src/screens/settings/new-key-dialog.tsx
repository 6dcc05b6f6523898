import type { Scope } from '@kartu/contract'
import { useState, type SyntheticEvent } from 'react'
import { useCreateApiKey } from '../../api/settings.ts'
import { Button } from '../../parts/button.tsx'
import { Check } from '../../parts/check.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { Secret } from '../../parts/secret.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** The contract's own list would bring its schemas along, whose library probes for `eval`: the policy calls that a violation. */
const SCOPE_NAMES: readonly Scope[] = [
  'customers:view',
  'customers:write',
  'verifications:view',
  'verifications:write',
  'devices:write',
  'webhooks:manage',
  'api:manage',
]

/** A key is born with a name and as few scopes as it needs; its secret is on screen once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { settings, actions } = useTexts()
  const words = settings.keys
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set())
  const create = useCreateApiKey()
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    create.mutate({ name, scopes: [...scopes] })
  }
  const toggle = (scope: string, wanted: boolean): void =>
    setScopes(
      (chosen) => new Set(wanted ? [...chosen, scope] : [...chosen].filter((other) => other !== scope)),
    )
  const created = create.data
  if (created !== undefined) {
    return (
      <Dialog title={words.createdTitle} onClose={onClose} isDismissable={false} isWide>
        <p className="muted">{words.createdBody}</p>
        <Secret label={words.secret} value={created.apiKey} />
        {created.captureSecret !== undefined && (
          <Secret label={words.captureSecret} value={created.captureSecret} />
        )}
        <div className="buttons">
          <Button kind="primary" onPress={onClose}>
            {actions.done}
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={words.create} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <TextInput label={words.name} value={name} onChange={setName} isRequired autoFocus />
        <fieldset className="plain">
          <legend className="label">{words.scopes}</legend>
          <div className="scope-list">
            {SCOPE_NAMES.map((scope) => (
              <Check key={scope} isSelected={scopes.has(scope)} onChange={(wanted) => toggle(scope, wanted)}>
                <code>{scope}</code>
                <span className="block small muted">{words.scopeMeanings[scope]}</span>
              </Check>
            ))}
          </div>
        </fieldset>
        <Problem error={create.error} />
        <div className="buttons">
          <Button type="submit" kind="primary" isDisabled={scopes.size === 0} isPending={create.isPending}>
            {words.create}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            {actions.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
