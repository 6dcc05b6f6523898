import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SCOPES } from '@kartu/contract'
import { issueApiKey } from './api-keys.ts'
import { createOrganisation, findOrganisation } from './organisations.ts'
import type { StoreContext } from './store-context.ts'
import { createUser, findUserByEmail, resetUser } from './users.ts'

/** What DATA_DIR/sandbox.json holds. */
export interface SandboxCredentials {
  readonly organisationId: string
  readonly apiKey: string
  readonly captureSecret: string
  /** Who signs in at the desk first, with a password that must be changed then. */
  readonly administrator: { readonly email: string; readonly firstPassword: string }
}

/** A name for signing in, not an address that mail goes to. */
const ADMINISTRATOR_EMAIL = 'admin@sandbox.local'
const SANDBOX_FILE = 'sandbox.json'
const OWNER_ONLY = 0o600

/**
 * Finds the sandbox organisation of a data directory, or creates it with a key of all scopes and an administrator on the first
 * run and leaves all three in `dataDir/sandbox.json` (mode 0600). `created` tells which.
 */
export async function ensureSandbox(
  ctx: StoreContext,
  dataDir: string,
): Promise<SandboxCredentials & { readonly created: boolean }> {
  const path = join(dataDir, SANDBOX_FILE)
  const known = await readCredentials(path)
  // A file beside another database than it was written for is of no use.
  if (known !== undefined && (await findOrganisation(ctx.db, known.organisationId)) !== undefined) {
    if (known.administrator !== undefined) {
      return { ...known, administrator: known.administrator, created: false }
    }
    // Written before there was a desk.
    const credentials = { ...known, administrator: await createAdministrator(ctx, known.organisationId) }
    await writeCredentials(path, credentials)
    return { ...credentials, created: true }
  }
  const organisation = await createOrganisation(ctx, { name: 'Sandbox', mode: 'sandbox' })
  const { key, captureSecret } = await issueApiKey(ctx, organisation, {
    name: 'sandbox',
    scopes: SCOPES,
    actor: 'operator',
  })
  const administrator = await createAdministrator(ctx, organisation.id)
  const credentials = { organisationId: organisation.id, apiKey: key, captureSecret, administrator }
  await writeCredentials(path, credentials)
  return { ...credentials, created: true }
}

type KnownCredentials = Omit<SandboxCredentials, 'administrator'> & Partial<SandboxCredentials>

async function readCredentials(path: string): Promise<KnownCredentials | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as KnownCredentials)
}

async function writeCredentials(path: string, credentials: SandboxCredentials): Promise<void> {
  const file = await open(path, 'w', OWNER_ONLY)
  try {
    await file.chmod(OWNER_ONLY)
    await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Of two data directories with one database, the second one's administrator has another name; a crash may have left one. */
async function createAdministrator(
  ctx: StoreContext,
  organisationId: string,
): Promise<SandboxCredentials['administrator']> {
  const taken = await findUserByEmail(ctx.db, ADMINISTRATOR_EMAIL)
  const isFree = taken === undefined || taken.organisationId === organisationId
  const email = isFree ? ADMINISTRATOR_EMAIL : `admin.${organisationId.toLowerCase()}@sandbox.local`
  const known = await findUserByEmail(ctx.db, email)
  const { firstPassword } =
    known === undefined
      ? await createUser(
          ctx,
          organisationId,
          { email, name: 'Administrator', role: 'administrator' },
          'operator',
        )
      : await resetUser(ctx, organisationId, known.id, 'operator')
  return { email, firstPassword }
}
