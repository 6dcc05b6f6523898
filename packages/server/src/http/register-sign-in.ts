import { fastifyPath, routeById, signInRequestSchema } from '@kartu/contract'
import type { FastifyInstance } from 'fastify'
import { signIn } from '../access/sign-in.ts'
import type { Dependencies } from './dependencies.ts'
import { demandOwnOrigin } from './demand-own-origin.ts'
import { sendAnswer, validate } from './register-operations.ts'
import { sessionCookie } from './session-cookie.ts'
import { describeSession } from './wire/describe-session.ts'

const BODY_BYTES = 8 * 1024

/** The one operation that has nobody to ask for yet: it makes the session that all others of the desk ask for. */
export function registerSignIn(app: FastifyInstance, { ctx, config }: Dependencies): void {
  const route = routeById('signIn')
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    bodyLimit: BODY_BYTES,
    config: { operation: route },
    // Otherwise a foreign page could sign a victim's browser in as somebody else, and watch what is decided there.
    preParsing: async (request) => demandOwnOrigin(request, config.publicUrl),
    handler: async (request, reply) => {
      const credentials = validate(signInRequestSchema, request.body)
      const signedIn = await signIn(ctx, credentials, request.headers['user-agent'] ?? null)
      return sendAnswer(reply, {
        status: 201,
        headers: { 'set-cookie': sessionCookie(signedIn.token, config) },
        body: describeSession(signedIn.user, signedIn.organisation),
      })
    },
  })
}
