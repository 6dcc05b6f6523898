import { KartuError } from '@kartu/core'
import type { FastifyRequest } from 'fastify'

/** What browsers say of a request that a page of the service, or the person at the keyboard, made. */
const OWN_FETCHES: ReadonlySet<string> = new Set(['same-origin', 'none'])

/**
 * Refuses what another page makes a browser send with the analyst's cookie. SameSite=Strict keeps the cookie from other
 * sites; a neighbouring host is the same site, so the request itself must say that it comes from the service's own pages.
 * No page can write these headers. @throws KartuError `origin_not_allowed`
 */
export function demandOwnOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin } = request.headers
  const fetchSite = request.headers['sec-fetch-site']
  const isForeign =
    (typeof fetchSite === 'string' && !OWN_FETCHES.has(fetchSite)) ||
    (origin !== undefined && !isOwn(origin, request, publicUrl))
  const isProven = request.method === 'GET' || fetchSite === 'same-origin' || origin !== undefined
  if (isForeign || !isProven) {
    throw new KartuError('origin_not_allowed', 'The request does not come from a page of the service')
  }
}

/** The public address, or the name the browser itself asked for: an operator on the machine may use either. */
function isOwn(origin: string, request: FastifyRequest, publicUrl: string | null): boolean {
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}
