import { KartuError } from '@kartu/core'
import type { Config } from '../config.ts'
import { openStore, type OpenStore } from '../store/open-store.ts'
import { findOrganisation } from '../store/organisations.ts'
import type { OrganisationRow } from '../store/tables.ts'

const CLI_CONNECTIONS = 2

/**
 * Opens the store for one command and closes it whatever happens. Beside a running service it uses that one's database, so
 * no command needs the service stopped.
 */
export async function withStore<T>(config: Config, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const store = await openStore(config, { attach: true, maxConnections: CLI_CONNECTIONS })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Throws `organisation_not_found`. */
export async function requireOrganisation(
  store: OpenStore,
  organisationId: string,
): Promise<OrganisationRow> {
  const organisation = await findOrganisation(store.ctx.db, organisationId)
  if (organisation === undefined)
    throw new KartuError('organisation_not_found', `There is no organisation ${organisationId}`)
  return organisation
}

/** Who the audit log says did what the command line does. */
export const OPERATOR = 'operator'
