import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startThrowawayService } from '@kartu/specimen'
import type { TestProject } from 'vitest/node'
import { openDeskSession, type Login } from './desk-session.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The real service with the desk's pages just built, and the administrator of its first run. */
    desk: {
      readonly baseUrl: string
      readonly apiKey: string
      readonly captureSecret: string
      readonly administrator: Login
    }
  }
}

const BUILD = fileURLToPath(new URL('../../scripts/build-dashboard.ts', import.meta.url))

/** Whom a first password opens the desk for chooses another. */
const OWN_PASSWORD = 'pagi cerah di atas bukit'

/** Builds the pages and starts the real service once for all tests of the desk. Webhooks of tests go to this machine. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [BUILD], { stdio: 'inherit' })
  const service = await startThrowawayService({ WORKERS: '1', WEBHOOK_ALLOW_PRIVATE: '1' })
  const { baseUrl, apiKey, captureSecret, login } = service
  const session = await openDeskSession(baseUrl, login)
  await session.call('POST', '/api/desk/session/password', {
    currentPassword: login.password,
    newPassword: OWN_PASSWORD,
  })
  const administrator = { email: login.email, password: OWN_PASSWORD }
  provide('desk', { baseUrl, apiKey, captureSecret, administrator })
  return () => service.stop()
}
