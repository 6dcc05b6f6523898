import { useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { sessionQuery } from '../api/session.ts'
import { ErrorState } from '../parts/loaded.tsx'
import { router } from '../router.tsx'
import { FirstPasswordScreen } from '../screens/login/first-password-screen.tsx'
import { LoginScreen } from '../screens/login/login-screen.tsx'

/** Nothing of the desk is drawn before somebody is signed in, with a password of their own. The address stays: one goes on where one was. */
export function SessionGate() {
  const { data, error, refetch } = useQuery(sessionQuery)
  if (data === undefined)
    return error === null ? null : <ErrorState error={error} onRetry={() => void refetch()} />
  if (data === null) return <LoginScreen />
  if (data.user.mustChangePassword) return <FirstPasswordScreen />
  return <RouterProvider router={router} />
}
