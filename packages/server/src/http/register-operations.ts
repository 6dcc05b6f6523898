import { KartuError } from '@kartu/core'
import { fastifyPath, fieldErrorsOf, routeById, type Route } from '@kartu/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import { answerOnce, type Work } from './idempotency.ts'
import type { Answer, Operation, Remember } from './operation.ts'

const NOTHING = new Uint8Array()
/** Reading begins nothing. */
const forget: Remember = async () => undefined
/** Ample for every body but a capture's. */
const SMALL_BODY_BYTES = 64 * 1024

/** Registers each operation at the contract's method and path; an operation that strays from its row stops the start. */
export function registerOperations(
  app: FastifyInstance,
  operations: readonly Operation[],
  deps: Dependencies,
): void {
  for (const operation of operations) {
    const route = routeById(operation.id)
    assertSameSchemas(operation, route)
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      bodyLimit: operation.bodyLimitBytes ?? SMALL_BODY_BYTES,
      config: { operation: route, ownBody: operation.ownBody === true },
      handler: (request, reply) => answer(operation, route, request, reply, deps),
    })
  }
}

async function answer(
  operation: Operation,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Dependencies,
): Promise<FastifyReply> {
  const principal = request.principal
  if (principal === undefined) throw new KartuError('unauthorised', 'No principal on an operation')
  const hangUp = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) hangUp.abort(new KartuError('not_ready', 'The caller hung up'))
  })
  const call = {
    principal,
    params: request.params as Readonly<Record<string, string>>,
    query: operation.query && validate(operation.query, request.query),
    body: operation.body && operation.ownBody !== true ? validate(operation.body, request.body) : undefined,
    rawBody: request.rawBody ?? NOTHING,
    signal: hangUp.signal,
    userAgent: request.headers['user-agent'] ?? null,
  }
  const work: Work = {
    run: (remember) => operation.handle({ ...call, remember }, deps),
    resume: async (reference) => {
      if (operation.resume === undefined) throw new KartuError('internal', 'Nothing to resume')
      return operation.resume(reference, call, deps)
    },
  }
  const given =
    route.method === 'POST'
      ? await answerOnce(deps.ctx, request, reply, principal, work)
      : await operation.handle({ ...call, remember: forget }, deps)
  return sendAnswer(reply, given)
}

/** Writes an operation's answer: JSON, a file, or nothing. */
export function sendAnswer(reply: FastifyReply, { status, body, file, headers = {} }: Answer): FastifyReply {
  void reply.code(status).headers(headers)
  if (file !== undefined) return reply.type(file.type).send(file.content)
  return body === undefined ? reply.send() : reply.type('application/json').send(JSON.stringify(body))
}

/** @throws KartuError `validation_failed` with the fields at fault and what was expected, never what was sent. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new KartuError('validation_failed', 'The request does not match the schema', {
    fieldErrors: fieldErrorsOf(parsed.error),
  })
}

function assertSameSchemas(operation: Operation, route: Route): void {
  for (const part of ['query', 'body'] as const) {
    const own = operation[part]
    if (part === 'body' && operation.ownBody === true) continue
    if (own !== route[part])
      throw new Error(`Operation ${route.id} does not use the contract's ${part} schema`)
  }
}
