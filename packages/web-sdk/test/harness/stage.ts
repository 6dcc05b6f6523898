import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startThrowawayService } from '@kartu/specimen'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The real service that all browser tests talk to, with the pages just built. */
    service: { readonly baseUrl: string; readonly apiKey: string }
  }
}

const BUILD = fileURLToPath(new URL('../../scripts/build-sdk.ts', import.meta.url))

/** Builds the pages and starts the real service once for all browser tests. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [BUILD], { stdio: 'inherit' })
  const service = await startThrowawayService({ WORKERS: '1' })
  provide('service', { baseUrl: service.baseUrl, apiKey: service.apiKey })
  return () => service.stop()
}
