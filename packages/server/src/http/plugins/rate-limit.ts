import { hash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { KartuError } from '@kartu/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { RateLimits } from '../../config.ts'

const WINDOW_MS = 60_000
const SECOND_MS = 1000
/** One household or phone holds a whole /64: counting single IPv6 addresses would limit nobody. */
const IPV6_NETWORK_GROUPS = 4
const IPV6_GROUPS = 8
const DIGEST_CHARACTERS = 22

interface RateWindow {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetAtMs: number
}

export interface RateLimitOptions {
  readonly limits: RateLimits
  readonly clock: { nowMs(): number }
  /** Counts one request against a bucket shared by all nodes. */
  readonly take: (bucket: string, limit: number, windowMs: number) => Promise<RateWindow>
}

/**
 * Counts every request of the API, refused ones too, and says on every answer what is left (contract §9). A caller who
 * proved who he is has his own bucket per class; everybody else shares his address's, so that guessing keys is slow.
 */
export const rateLimit = plugin((app: FastifyInstance, options: RateLimitOptions, done) => {
  app.addHook('onRequest', async (request, reply) => {
    const operation = request.routeOptions.config.operation
    // Probes and pages are not the API; an unknown path under it is counted like a read.
    if (operation === undefined && !(request.is404 && request.url.startsWith('/api/'))) return
    const rateClass = operation?.rateClass ?? 'read'
    if (rateClass === 'none') return
    const bucket = `${rateClass}:${callerOf(request)}`
    const window = await options.take(bucket, options.limits[rateClass], WINDOW_MS)
    writeHeaders(reply, window, options.clock.nowMs())
    if (!window.allowed) throw new KartuError('rate_limited', `Rate limit of class ${rateClass} exceeded`)
  })
  done()
})

function writeHeaders(reply: FastifyReply, window: RateWindow, nowMs: number): void {
  const resetSeconds = Math.max(1, Math.ceil((window.resetAtMs - nowMs) / SECOND_MS))
  void reply.header('x-ratelimit-limit', window.limit)
  void reply.header('x-ratelimit-remaining', window.remaining)
  void reply.header('x-ratelimit-reset', resetSeconds)
  if (!window.allowed) void reply.header('retry-after', resetSeconds)
}

/** A browser's token is counted by its customer: one applicant must not use up what all the others share. */
function callerOf(request: FastifyRequest): string {
  const principal = request.principal
  if (principal === undefined) return `ip:${digestOf(networkOf(request.ip))}`
  return principal.kind === 'clientToken'
    ? `${principal.principalId}:${principal.customerId}`
    : principal.principalId
}

/** An address is personal data; a counter does not need it in the open. */
function digestOf(address: string): string {
  return hash('sha256', address, 'base64url').slice(0, DIGEST_CHARACTERS)
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length)
  return expandIpv6(address).slice(0, IPV6_NETWORK_GROUPS).join(':')
}

function expandIpv6(address: string): readonly string[] {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : IPV6_GROUPS - left.length - right.length
  return [...left, ...Array.from({ length: Math.max(0, gap) }, () => '0'), ...right]
}
