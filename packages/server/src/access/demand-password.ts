import { KartuError } from '@kartu/core'
import type { UserRow } from '../store/desk-access-tables.ts'
import { accountOf, forgiveAttempts } from '../store/sign-in-delays.ts'
import type { StoreContext } from '../store/store-context.ts'
import { isPassword } from './password-hash.ts'
import { demandPatience } from './sign-in.ts'

/**
 * Asks for the password once more before something that an open desk alone must not do. Guesses count against the account as
 * they do at sign-in: a stolen cookie is no faster way to the password. @throws KartuError `password_wrong` | `rate_limited`
 */
export async function demandPassword(ctx: StoreContext, user: UserRow, password: string): Promise<void> {
  const account = accountOf(user.email)
  await demandPatience(ctx, account)
  if (!(await isPassword(password, user.passwordHash))) {
    throw new KartuError('password_wrong', 'The present password is not right')
  }
  await forgiveAttempts(ctx.db, account)
}
