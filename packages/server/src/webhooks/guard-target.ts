import { lookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { KartuError } from '@kartu/core'
import ipaddr from 'ipaddr.js'

/** Whether an address belongs to the public internet; everything reserved, private, loopback or link-local does not. */
export function isPublicAddress(address: string): boolean {
  // `process` unwraps IPv4 addresses that are written as IPv6 ones, which would otherwise pass for public.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/**
 * Whether a URL may be told of events at all. The attacker is whoever manages webhooks: without this they could have the service call
 * addresses that only it reaches, a cloud's metadata service or a neighbour's admin page, and learn from the answers.
 * @throws KartuError `webhook_target_refused`
 */
export function assertTarget(url: string, allowPrivate: boolean): void {
  const { protocol, username, password, hostname } = new URL(url)
  if (username !== '' || password !== '') throw refused()
  if (allowPrivate) return
  if (protocol !== 'https:') throw refused()
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused()
  if (host === 'localhost' || host.endsWith('.localhost')) throw refused()
}

/**
 * Resolves a name for a connection and hands on none but public addresses. The connection is made to what was checked here: a name that
 * answers otherwise the second time it is asked (DNS rebinding) gains nothing.
 */
export function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses: readonly LookupAddress[] = found ?? []
      const allowed = allowPrivate ? addresses : addresses.filter(({ address }) => isPublicAddress(address))
      const first = allowed[0]
      if (error) return done(error, '')
      if (first === undefined) return done(refused(), '')
      if (options.all === true) return done(null, [...allowed])
      done(null, first.address, first.family)
    })
  }
}

const refused = (): KartuError =>
  new KartuError('webhook_target_refused', 'Webhooks go to public https addresses only')
