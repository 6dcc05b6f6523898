import { useState, type SyntheticEvent } from 'react'
import { KartuApiError } from '@kartu/contract/client'
import { useSignIn } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { Problem } from '../../parts/loaded.tsx'
import { TextInput } from '../../parts/text-input.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { LoginFrame } from './login-frame.tsx'

/** Asked for only once the password was right. */
const CODE_NEEDED = 'totp_required'

/** E-mail and password, then the code where the account asks for one. */
export function LoginScreen() {
  const { login, actions } = useTexts()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [isCodeAsked, setCodeAsked] = useState(false)
  const signIn = useSignIn()
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    signIn.mutate(
      { email, password, ...(isCodeAsked ? { totpCode: code } : {}) },
      {
        onError: (error) => {
          if (error instanceof KartuApiError && error.code === CODE_NEEDED) setCodeAsked(true)
          else setCode('')
        },
      },
    )
  }
  const problem =
    signIn.error instanceof KartuApiError && signIn.error.code === CODE_NEEDED ? null : signIn.error
  return (
    <LoginFrame title={login.title} lead={login.lead}>
      <form className="form" onSubmit={submit}>
        {isCodeAsked ? (
          <TextInput
            key="code"
            label={login.code}
            hint={login.codeHint}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            isRequired
            autoFocus
          />
        ) : (
          <>
            <TextInput
              label={login.email}
              type="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              isRequired
              autoFocus
            />
            <TextInput
              label={login.password}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              isRequired
            />
          </>
        )}
        <Problem error={problem} />
        <Button type="submit" kind="primary" shape="large" isPending={signIn.isPending}>
          {isCodeAsked ? login.codeSubmit : login.submit}
        </Button>
        {isCodeAsked && (
          <Button kind="quiet" onPress={() => setCodeAsked(false)}>
            {actions.back}
          </Button>
        )}
      </form>
    </LoginFrame>
  )
}
