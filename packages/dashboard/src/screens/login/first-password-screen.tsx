import { useSignOut } from '../../api/session.ts'
import { Button } from '../../parts/button.tsx'
import { useTexts } from '../../texts/texts-context.tsx'
import { PasswordForm } from '../account/password-form.tsx'
import { LoginFrame } from './login-frame.tsx'

/** A first password was seen by others: the desk opens only behind one that was not. */
export function FirstPasswordScreen() {
  const { login, shell } = useTexts()
  const signOut = useSignOut()
  return (
    <LoginFrame title={login.firstTitle} lead={login.firstBody}>
      <PasswordForm />
      <Button kind="quiet" onPress={() => signOut.mutate()}>
        {shell.signOut}
      </Button>
    </LoginFrame>
  )
}
