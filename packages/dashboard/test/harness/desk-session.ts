import { inject } from 'vitest'

/** An administrator's session over HTTP, for what a test needs before it opens a browser. */
export interface DeskSession {
  call<T>(method: string, path: string, body?: object): Promise<T>
}

/** The password that tests choose for the administrator of the first run. */
export const ADMINISTRATOR_PASSWORD = 'pagi cerah di atas bukit'

let opened: Promise<DeskSession> | undefined

/** Signs the first administrator in once and chooses a password of their own. */
export function administratorSession(): Promise<DeskSession> {
  opened ??= openSession()
  return opened
}

async function openSession(): Promise<DeskSession> {
  const { administrator } = inject('desk')
  const chosen = await signIn(administrator.email, ADMINISTRATOR_PASSWORD).catch(() => null)
  if (chosen !== null) return chosen
  const first = await signIn(administrator.email, administrator.password)
  await first.call('POST', '/api/desk/session/password', {
    currentPassword: administrator.password,
    newPassword: ADMINISTRATOR_PASSWORD,
  })
  return signIn(administrator.email, ADMINISTRATOR_PASSWORD)
}

async function signIn(email: string, password: string): Promise<DeskSession> {
  const { baseUrl } = inject('desk')
  const send = (method: string, path: string, body: object | undefined, cookie: string): Promise<Response> =>
    fetch(baseUrl + path, {
      method,
      headers: {
        origin: new URL(baseUrl).origin,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const answer = await send('POST', '/api/desk/session', { email, password }, '')
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return {
    async call<T>(method: string, path: string, body?: object): Promise<T> {
      const response = await send(method, path, body, cookie)
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as T
    },
  }
}
