import type { AddressInfo } from 'node:net'
import type { DeskSession, Role } from '@kartu/contract'
import type { ErrorBody } from '@kartu/contract'
import { createUser } from '../../src/store/users.ts'
import type { TestService } from './test-service.ts'

/** Where the pages of a test service come from: its PUBLIC_URL. */
export const ORIGIN = 'https://kartu.example'
export const PASSWORD = 'kuda-hijau-di-atas-awan'

export interface DeskAnswer {
  readonly status: number
  readonly headers: Headers
  /** Parsed where there is a body. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever it expects.
  readonly json: any
  readonly code: ErrorBody['code'] | undefined
}

export interface DeskRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser's tab at the desk: it keeps the cookie and sends the page's origin. */
export interface DeskClient {
  readonly userId: string
  readonly email: string
  /** `name=value`. */
  cookie: string
  get(path: string): Promise<DeskAnswer>
  post(path: string, body?: unknown): Promise<DeskAnswer>
  patch(path: string, body: unknown): Promise<DeskAnswer>
  delete(path: string, body?: unknown): Promise<DeskAnswer>
  /** With headers of one's own choosing. */
  send(path: string, request: DeskRequest): Promise<DeskAnswer>
}

/** A request over a real socket; the service begins to listen with the first one. */
export async function sendTo(
  kartu: TestService,
  path: string,
  { method = 'GET', body, headers = {} }: DeskRequest = {},
): Promise<DeskAnswer> {
  const response = await fetch((await addressOf(kartu)) + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined
  return {
    status: response.status,
    headers: response.headers,
    json,
    code: json?.['code'] as ErrorBody['code'] | undefined,
  }
}

async function addressOf(kartu: TestService): Promise<string> {
  const { server } = kartu.app
  if (!server.listening) await kartu.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

/** What a page's picture shows, as bytes; with the code of a refusal. */
export async function fetchFrom(
  kartu: TestService,
  path: string,
  { cookie }: Pick<DeskClient, 'cookie'>,
): Promise<Pick<DeskAnswer, 'status' | 'headers' | 'code'> & { readonly bytes: Uint8Array }> {
  const response = await fetch((await addressOf(kartu)) + path, { headers: { cookie, origin: ORIGIN } })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const body: unknown = response.ok ? {} : JSON.parse(new TextDecoder().decode(bytes))
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    code: (body as Partial<ErrorBody>).code,
  }
}

/** Signs in as the sign-in page does. */
export const signIn = (
  kartu: TestService,
  credentials: { readonly email: string; readonly password: string; readonly totpCode?: string },
  headers: Readonly<Record<string, string>> = { origin: ORIGIN },
): Promise<DeskAnswer> => sendTo(kartu, '/api/desk/session', { method: 'POST', body: credentials, headers })

let created = 0

/** Creates a user of the organisation, signs in with the one-time password and changes it: as everybody begins. */
export async function signInAs(
  kartu: TestService,
  role: Role,
  organisationId: string = kartu.seeded.id,
): Promise<DeskClient> {
  created += 1
  const email = `${role}${created}@bank.example`
  const user = { email, name: `Orang ${created}`, role }
  const { firstPassword } = await createUser(kartu.store.ctx, organisationId, user, 'operator')
  const first = await signIn(kartu, { email, password: firstPassword })
  const client = clientOf(kartu, first)
  const changed = await client.post('/api/desk/session/password', {
    currentPassword: firstPassword,
    newPassword: PASSWORD,
  })
  if (changed.status !== 200) throw new Error(`the password was not changed: ${changed.status}`)
  client.cookie = cookieOf(changed)
  return client
}

/** A client in the session that a sign-in began. */
export function clientOf(kartu: TestService, signedIn: DeskAnswer): DeskClient {
  if (signedIn.status !== 201) throw new Error(`not signed in: ${signedIn.status} ${signedIn.code}`)
  const { user } = signedIn.json as DeskSession
  const client: DeskClient = {
    userId: user.id,
    email: user.email,
    cookie: cookieOf(signedIn),
    get: (path) => client.send(path, {}),
    post: (path, body) => client.send(path, { method: 'POST', body }),
    patch: (path, body) => client.send(path, { method: 'PATCH', body }),
    delete: (path, body) => client.send(path, { method: 'DELETE', body }),
    send: (path, request) =>
      sendTo(kartu, path, {
        ...request,
        headers: { cookie: client.cookie, ...(request.headers ?? { origin: ORIGIN }) },
      }),
  }
  return client
}

/** The cookie that an answer sets, as the browser would send it back. */
export const cookieOf = (answer: DeskAnswer): string =>
  answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
