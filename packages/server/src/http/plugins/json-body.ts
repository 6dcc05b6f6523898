import { KartuError } from '@kartu/core'
import { parseStrictJson } from '@kartu/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as received; null for a request without one. */
    rawBody: Buffer | null
  }
  interface FastifyContextConfig {
    /** The operation parses `rawBody` itself, off the event loop: `body` stays undefined. */
    ownBody?: boolean
  }
}

/** Takes JSON only, uncompressed, and parses it strictly: no other parser is reachable. */
export const jsonBody = plugin((app: FastifyInstance, _options: object, done) => {
  app.decorateRequest('rawBody', null)
  app.removeAllContentTypeParsers()

  app.addHook('preParsing', async (request) => {
    // A compressed body is a bomb that no limit on received bytes sees.
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      throw new KartuError('unsupported_media_type', 'Compressed bodies are not accepted')
    }
  })

  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      request.rawBody = body
      return request.routeOptions.config.ownBody === true ? undefined : parseStrictJson(body)
    },
  )
  done()
})
