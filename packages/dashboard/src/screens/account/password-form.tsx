import { useState, type SyntheticEvent } from 'react'
import { useChangePassword } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useToast } from '../../parts/toasts.tsx'
import { useTexts } from '../../texts/texts-context.tsx'

/** As the service asks it; it has the last word. */
const PASSWORD_CHARS_MIN = 12

export function PasswordForm() {
  const { account } = useTexts()
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState('')
  const [repeated, setRepeated] = useState('')
  const change = useChangePassword()
  const toast = useToast()
  const differs = repeated !== '' && repeated !== chosen
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (repeated !== chosen) return
    change.mutate(
      { currentPassword: current, newPassword: chosen },
      {
        onSuccess: () => {
          toast({ text: account.passwordChanged })
          setCurrent('')
          setChosen('')
          setRepeated('')
        },
      },
    )
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={account.currentPassword}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        isRequired
      />
      <TextInput
        label={account.newPassword}
        hint={account.newPasswordHint(PASSWORD_CHARS_MIN)}
        type="password"
        autoComplete="new-password"
        minLength={PASSWORD_CHARS_MIN}
        value={chosen}
        onChange={setChosen}
        isRequired
      />
      <TextInput
        label={account.repeatPassword}
        type="password"
        autoComplete="new-password"
        value={repeated}
        onChange={setRepeated}
        isRequired
        isInvalid={differs}
      />
      {differs && <p className="problem">{account.passwordsDiffer}</p>}
      <Problem error={change.error} />
      <div className="buttons">
        <Button type="submit" kind="primary" isPending={change.isPending}>
          {account.changePassword}
        </Button>
      </div>
    </form>
  )
}
