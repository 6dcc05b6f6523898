import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SCOPES } from '@kartu/contract'
import { issueApiKey } from './api-keys.ts'
import { createOrganisation, findOrganisation } from './organisations.ts'
import type { StoreContext } from './store-context.ts'

/** What DATA_DIR/sandbox.json holds. */
export interface SandboxCredentials {
  readonly organisationId: string
  readonly apiKey: string
  readonly captureSecret: string
}

const SANDBOX_FILE = 'sandbox.json'
const OWNER_ONLY = 0o600

/**
 * Finds the sandbox organisation of a data directory, or creates it with a key of all scopes on the first run and leaves both
 * in `dataDir/sandbox.json` (mode 0600). `created` tells which.
 */
export async function ensureSandbox(
  ctx: StoreContext,
  dataDir: string,
): Promise<SandboxCredentials & { readonly created: boolean }> {
  const path = join(dataDir, SANDBOX_FILE)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text !== undefined) {
    const known = JSON.parse(text) as SandboxCredentials
    // A file beside another database than it was written for is of no use.
    if ((await findOrganisation(ctx.db, known.organisationId)) !== undefined)
      return { ...known, created: false }
  }
  const organisation = await createOrganisation(ctx, { name: 'Sandbox', mode: 'sandbox' })
  const { key, captureSecret } = await issueApiKey(ctx, organisation, {
    name: 'sandbox',
    scopes: SCOPES,
    actor: 'operator',
  })
  const credentials: SandboxCredentials = { organisationId: organisation.id, apiKey: key, captureSecret }
  const file = await open(path, 'w', OWNER_ONLY)
  try {
    await file.chmod(OWNER_ONLY)
    await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return { ...credentials, created: true }
}
