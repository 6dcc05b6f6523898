import type { Operation } from '../../operation.ts'
import { changePassword } from './change-password.ts'
import { changeUser } from './change-user.ts'
import { confirmTotp } from './confirm-totp.ts'
import { createUser } from './create-user.ts'
import { endOwnSession } from './end-own-session.ts'
import { getSession } from './get-session.ts'
import { listOwnSessions } from './list-own-sessions.ts'
import { listUsers } from './list-users.ts'
import { offerTotp } from './offer-totp.ts'
import { removeTotp } from './remove-totp.ts'
import { resetUser } from './reset-user.ts'
import { signOut } from './sign-out.ts'

/** Sessions and users. */
export const ACCESS_OPERATIONS: readonly Operation[] = [
  getSession,
  signOut,
  changePassword,
  offerTotp,
  confirmTotp,
  removeTotp,
  listOwnSessions,
  endOwnSession,
  listUsers,
  createUser,
  changeUser,
  resetUser,
]
