import type { DeskSession, DeskUser } from '@kartu/contract'
import type { UserRow } from '../../store/desk-access-tables.ts'
import type { OrganisationRow } from '../../store/tables.ts'

/** Who is signed in, as the desk's pages see it. */
export function describeSession(
  user: UserRow,
  organisation: Pick<OrganisationRow, 'id' | 'name' | 'mode'>,
): DeskSession {
  const { id, name, email, role, mustChangePassword } = user
  return {
    user: { id, name, email, role, mustChangePassword, totpEnabled: user.totpConfirmedAt !== null },
    organisation: { id: organisation.id, name: organisation.name, mode: organisation.mode },
  }
}

/** A user as the administrators see one. */
export function describeUser(user: UserRow): DeskUser {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    totpEnabled: user.totpConfirmedAt !== null,
    mustChangePassword: user.mustChangePassword,
    disabledAt: user.disabledAt?.toISOString() ?? null,
    lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
  }
}
