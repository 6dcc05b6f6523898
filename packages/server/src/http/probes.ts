import { createHash, timingSafeEqual } from 'node:crypto'
import { KartuError } from '@kartu/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Dependencies, ReadinessCheck } from './dependencies.ts'
import { VERSION } from '../version.ts'

/** Liveness, readiness and metrics: for the machine room, not part of the API, never limited by its rates. */
export function registerProbes(app: FastifyInstance, deps: Dependencies): void {
  app.get('/healthz', async () => ({ status: 'ok', version: VERSION }))

  app.get('/readyz', async (_request, reply) => {
    const checks = await runChecks(deps.readiness)
    const ready = Object.values(checks).every((outcome) => outcome === 'ok')
    if (!ready) void reply.header('retry-after', 2)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', checks })
  })

  app.get('/metrics', async (request, reply) => {
    if (deps.config.metricsToken !== null) demandToken(request, deps.config.metricsToken)
    const text = await deps.metrics.registry.metrics()
    return reply.type(deps.metrics.registry.contentType).send(text)
  })
}

async function runChecks(checks: readonly ReadinessCheck[]): Promise<Record<string, 'ok' | 'failed'>> {
  const outcomes = await Promise.all(
    checks.map(async ({ name, isReady }) => {
      const ready = await isReady().catch(() => false)
      return [name, ready ? 'ok' : 'failed'] as const
    }),
  )
  return Object.fromEntries(outcomes)
}

function demandToken(request: FastifyRequest, expected: string): void {
  const sent = request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  if (!timingSafeEqual(digest(sent), digest(expected))) {
    throw new KartuError('unauthorised', 'The metrics ask for their own token')
  }
}
