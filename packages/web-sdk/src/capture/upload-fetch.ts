/** Reports what share (0–1) of a request's body has been sent. */
export type UploadProgress = (share: number) => void

/**
 * `fetch` for one request with a body, by the one browser interface that tells how much of it was sent. Rejects as `fetch` does:
 * with a TypeError when there was no answer.
 */
export function createUploadFetch(onProgress: UploadProgress, timeoutMs: number): typeof fetch {
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init.method ?? 'GET', input instanceof Request ? input.url : input)
      request.responseType = 'arraybuffer'
      request.timeout = timeoutMs
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        if (total > 0) onProgress(loaded / total)
      })
      const fail = (): void => reject(new TypeError('the request had no answer'))
      request.addEventListener('error', fail)
      request.addEventListener('timeout', fail)
      request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      request.addEventListener('load', () => {
        resolve(
          new Response(request.response as ArrayBuffer, {
            status: request.status,
            headers: parseHeaders(request.getAllResponseHeaders()),
          }),
        )
      })
      init.signal?.addEventListener('abort', () => request.abort(), { once: true })
      request.send(typeof init.body === 'string' ? init.body : null)
    })
}

function parseHeaders(text: string): Headers {
  const headers = new Headers()
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return headers
}
