/** A session over HTTP, for what a test needs before it opens a browser. */
export interface DeskSession {
  call<T>(method: string, path: string, body?: object): Promise<T>
}

export interface Login {
  readonly email: string
  readonly password: string
}

/** Signs a user in as the pages do: by a cookie, from the service's own origin. */
export async function openDeskSession(baseUrl: string, { email, password }: Login): Promise<DeskSession> {
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
