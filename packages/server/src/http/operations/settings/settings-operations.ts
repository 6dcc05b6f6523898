import type { Operation } from '../../operation.ts'
import { changeOrganisation } from './change-organisation.ts'
import { createApiKey } from './create-api-key.ts'
import { getOrganisation } from './get-organisation.ts'
import { getPolicy } from './get-policy.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

/** What administrators set. */
export const SETTINGS_OPERATIONS: readonly Operation[] = [
  getOrganisation,
  changeOrganisation,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  getPolicy,
]
