import type { Role } from '@kartu/contract'
import type { ApiKeyRow, OrganisationRow } from '../store/tables.ts'

/** Who is asking. Everything an operation may see or change hangs on `organisationId`. */
export type Principal =
  | {
      readonly kind: 'key'
      readonly organisationId: string
      /** As it was when the request came in. */
      readonly organisation: OrganisationRow
      /** `key_…`, safe to log; the key itself is never kept. */
      readonly principalId: string
      readonly scopes: ReadonlySet<string>
      readonly apiKey: ApiKeyRow
    }
  | {
      readonly kind: 'clientToken'
      readonly organisationId: string
      readonly organisation: OrganisationRow
      /** The key that issued the token. */
      readonly principalId: string
      /** The only customer this browser may act for. */
      readonly customerId: string
      /** Origins the token may be used from; a request without a matching `Origin` is refused. */
      readonly origins: readonly string[]
    }
  | UserPrincipal

/** A person in a session of the desk. */
export interface UserPrincipal {
  readonly kind: 'user'
  readonly organisationId: string
  readonly organisation: OrganisationRow
  /** `usr_…`, the same as `userId`. */
  readonly principalId: string
  readonly userId: string
  /** As it is now, not as it was at sign-in: a demotion counts at once. */
  readonly role: Role
  /** `ses_…`. */
  readonly sessionId: string
  /** Somebody else has seen the password: nothing but changing it is open. */
  readonly mustChangePassword: boolean
}
