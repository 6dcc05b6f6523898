import { useState, type SyntheticEvent } from 'react'
import type { Role } from '@kartu/contract'
import { useCreateUser } from '../../api/users.ts'
import { Button } from '../../parts/button.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { FirstPasswordNotice } from './first-password-notice.tsx'

const ROLES: readonly Role[] = ['analyst', 'senior_analyst', 'administrator', 'auditor']

export function NewUserDialog({ onClose }: { readonly onClose: () => void }) {
  const { users: words, shell, actions } = useTexts()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('analyst')
  const create = useCreateUser()
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    create.mutate({ name, email, role })
  }
  return (
    <Dialog title={words.create} onClose={onClose} isDismissable={create.data === undefined}>
      {create.data === undefined ? (
        <form className="form" onSubmit={submit}>
          <TextInput label={words.name} value={name} onChange={setName} isRequired autoFocus />
          <TextInput label={words.email} type="email" value={email} onChange={setEmail} isRequired />
          <Choice
            label={words.role}
            value={role}
            options={ROLES.map((value) => ({ value, label: shell.roles[value] }))}
            onChange={setRole}
          />
          <Problem error={create.error} />
          <div className="buttons">
            <Button type="submit" kind="primary" isPending={create.isPending}>
              {words.create}
            </Button>
            <Button kind="quiet" onPress={onClose}>
              {actions.cancel}
            </Button>
          </div>
        </form>
      ) : (
        <FirstPasswordNotice password={create.data.firstPassword} onClose={onClose} />
      )}
    </Dialog>
  )
}
