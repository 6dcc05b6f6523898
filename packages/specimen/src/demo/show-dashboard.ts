import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seedDashboard } from './seed-dashboard.ts'
import { readSandbox, startThrowawayService, type Sandbox } from './throwaway-service.ts'

export interface DashboardOrder {
  readonly seed: string
  /** Data directory of a running service, whose `sandbox.json` holds its keys; without it a throw-away one is started. */
  readonly dataDir: string | undefined
  /** Where the running service listens. */
  readonly url: string | undefined
}

const URL_DEFAULT = 'http://127.0.0.1:8080'

/** Fills a dashboard with simulated applicants and prints where it is and how to sign in. A throw-away one stays until Ctrl-C. */
export async function showDashboard({ seed, dataDir, url }: DashboardOrder): Promise<void> {
  if (dataDir !== undefined) {
    const sandbox = readSandbox(JSON.parse(await readFile(join(dataDir, 'sandbox.json'), 'utf8')))
    // Numbers of applications are unique in an organisation: a second run brings other applicants.
    await fill(url ?? URL_DEFAULT, sandbox, `${seed}-${Date.now().toString(36)}`)
    return
  }
  console.error('Starting a throw-away service ...')
  const service = await startThrowawayService()
  try {
    await fill(service.baseUrl, service, seed)
    console.log('Ctrl-C stops it and deletes its data.')
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
  } finally {
    await service.stop()
  }
}

async function fill(baseUrl: string, sandbox: Sandbox, seed: string): Promise<void> {
  const { apiKey, captureSecret, login } = sandbox
  await seedDashboard({
    baseUrl,
    apiKey,
    captureSecret,
    seed,
    onCase: ({ fullName, species, assuranceTier, verdict }) =>
      console.error(`  ${fullName} (${species}): ${verdict}, ${assuranceTier}`),
  })
  console.log(`\nDashboard  ${baseUrl}/desk`)
  console.log(`Sign in    ${login.email}`)
  console.log(`Password   ${login.password}  (once; you choose your own then)`)
  console.log('\nAll applicants, cards and photographs are simulated.')
}
