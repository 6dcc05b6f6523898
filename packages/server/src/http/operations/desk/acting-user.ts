import { KartuError } from '@kartu/core'
import { findUser } from '../../../store/users.ts'
import type { UserRow } from '../../../store/desk-access-tables.ts'
import type { Db } from '../../../store/tables.ts'
import type { Principal, UserPrincipal } from '../../principal.ts'

/** The person who asks. Throws `operation_not_allowed` for anything but a session, however the route came to let it in. */
export function demandUser(principal: Principal): UserPrincipal {
  if (principal.kind !== 'user')
    throw new KartuError('operation_not_allowed', 'The operation asks for a person')
  return principal
}

/** The row of the person who asks. */
export async function findActingUser(db: Db, principal: Principal): Promise<UserRow> {
  const { organisationId, userId } = demandUser(principal)
  const user = await findUser(db, organisationId, userId)
  if (user === undefined) throw new KartuError('unauthorised', 'The user of a session is gone')
  return user
}
