import { parseCookie, stringifySetCookie } from 'cookie'
import { SESSION_LIFE_MS } from '../store/user-sessions.ts'

const NAME = 'kartu_desk'
/** A browser takes a cookie of this prefix only from the host itself, over HTTPS: no neighbouring host can plant one. */
const HOST_PREFIX = '__Host-'
const SECOND_MS = 1000

interface Site {
  readonly publicUrl: string | null
}

/** The session's token from a Cookie header; undefined without one. */
export function readSessionCookie(header: string | undefined, site: Site): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[nameFor(site)]
}

/** A Set-Cookie header that no script can read, no other site can have sent, and no plain connection carries. */
export function sessionCookie(token: string, site: Site): string {
  return setCookie(token, SESSION_LIFE_MS / SECOND_MS, site)
}

/** A Set-Cookie header that takes the session's cookie away. */
export function noSessionCookie(site: Site): string {
  return setCookie('', 0, site)
}

function setCookie(value: string, maxAge: number, site: Site): string {
  const secure = isSecure(site)
  return stringifySetCookie({
    name: nameFor(site),
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
  })
}

const nameFor = (site: Site): string => (isSecure(site) ? HOST_PREFIX + NAME : NAME)

/** Without a public address the service listens for the machine it runs on, where there is no HTTPS. */
const isSecure = ({ publicUrl }: Site): boolean => publicUrl?.startsWith('https:') === true
