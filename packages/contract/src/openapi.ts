import { z } from 'zod'
import { ERRORS } from './errors.ts'
import type { ErrorCode } from './errors.ts'
import { ROUTES, errorCodesOf, isOpen } from './routes.ts'
import type { Route } from './routes.ts'
import { REQUEST_SCHEMAS, RESPONSE_SCHEMAS } from './schema/named-schemas.ts'

type Json = Record<string, unknown>

const COMPONENTS = '#/components/schemas/'
const API_VERSION = '1.0'
const IDEMPOTENCY_KEY_CHARS_MAX = 255

/** The OpenAPI 3.1 document of the whole table of operations, from the schemas that validate requests. */
export function buildOpenApi(): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kartu',
      version: API_VERSION,
      description: 'Capture and verification of the Indonesian national ID card (KTP).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: buildPaths(),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'qe_sk_<sandbox|live>_…, from a server only.',
        },
        clientToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'qe_ct_…, from a browser, for one customer.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'kartu_desk',
          description:
            'A person signed in at the desk; with the prefix `__Host-` where the service is reached over HTTPS.',
        },
      },
      schemas: { ...componentsOf(REQUEST_SCHEMAS, 'input'), ...componentsOf(RESPONSE_SCHEMAS, 'output') },
      headers: {
        'X-RateLimit-Limit': integerHeader('Requests allowed in the window.'),
        'X-RateLimit-Remaining': integerHeader('Requests left in the window.'),
        'X-RateLimit-Reset': integerHeader('Seconds until the window ends.'),
        'Retry-After': integerHeader('Seconds to wait before the same request is sent again.'),
      },
    },
  }
}

function componentsOf(schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const built = z.toJSONSchema(registry, { io, uri: (id) => COMPONENTS + id, unrepresentable: 'any' })
  return Object.fromEntries(Object.entries(built.schemas).map(([id, schema]) => [id, withoutDialect(schema)]))
}

/** OpenAPI 3.1 names the dialect and the place of a component itself. */
function withoutDialect(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'))
}

function buildPaths(): Json {
  const paths: Record<string, Json> = {}
  for (const route of ROUTES)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  return paths
}

function operationOf(route: Route): Json {
  const parameters = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)]
  return {
    operationId: route.id,
    summary: route.summary,
    ...(!isOpen(route) && { description: accessOf(route) }),
    security: [
      ...(route.scope === null ? [] : [{ apiKey: [] }]),
      ...(route.clientToken ? [{ clientToken: [] }] : []),
      ...(route.roles === null ? [] : [{ session: [] }]),
    ],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: { required: true, content: jsonOf(REQUEST_SCHEMAS, route.body) } }),
    responses: { ...successesOf(route), ...failuresOf(route) },
  }
}

function accessOf(route: Route): string {
  const scope = route.scope === null ? [] : [`Scope: \`${route.scope}\`.`]
  const roles = route.roles === null ? [] : [`Roles: ${route.roles.map((role) => `\`${role}\``).join(', ')}.`]
  return [...scope, ...roles].join(' ')
}

function successesOf(route: Route): Json {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [
      status,
      {
        description: route.summary,
        headers: rateHeaders(route),
        ...(schema && { content: jsonOf(RESPONSE_SCHEMAS, schema) }),
        ...(route.produces && { content: { [route.produces]: { schema: { type: 'string' } } } }),
      },
    ]),
  )
}

function failuresOf(route: Route): Json {
  const byStatus = Map.groupBy(errorCodesOf(route), (code) => ERRORS[code].status)
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, failureOf(route, status, codes)]))
}

function failureOf(route: Route, status: number, codes: readonly ErrorCode[]): Json {
  const retry = status === 429 || status === 503 ? { 'Retry-After': headerRef('Retry-After') } : {}
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].sentence}`).join(' '),
    headers: { ...rateHeaders(route), ...retry },
    content: { 'application/json': { schema: { $ref: `${COMPONENTS}Error` } } },
  }
}

/** A body by reference to its component. */
function jsonOf(named: Readonly<Record<string, z.ZodType>>, schema: z.ZodType): Json {
  const id = Object.keys(named).find((candidate) => named[candidate] === schema)
  if (id === undefined) throw new Error('a route has a schema that is not among the named ones')
  return { 'application/json': { schema: { $ref: COMPONENTS + id } } }
}

function pathParameters(route: Route): Json[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters(route: Route): Json[] {
  if (route.query === undefined) return []
  const { properties = {} } = z.toJSONSchema(route.query, { io: 'output' })
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }))
}

function headerParameters(route: Route): Json[] {
  if (route.method !== 'POST' || isOpen(route)) return []
  const description =
    'The same key with the same body gives the stored answer; with another body it is refused.'
  const schema = { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_CHARS_MAX }
  return [{ name: 'Idempotency-Key', in: 'header', required: false, description, schema }]
}

function rateHeaders(route: Route): Json {
  if (route.rateClass === 'none') return {}
  const names = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']
  return Object.fromEntries(names.map((name) => [name, headerRef(name)]))
}

function headerRef(name: string): Json {
  return { $ref: `#/components/headers/${name}` }
}

function integerHeader(description: string): Json {
  return { description, schema: { type: 'integer', minimum: 0 } }
}
