import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  ERRORS,
  ROUTES,
  buildErrorsDocument,
  buildOpenApi,
  errorBody,
  errorBodySchema,
  errorCodesOf,
  fastifyPath,
  isErrorCode,
  isOpen,
} from '../src/index.ts'
import type { ErrorCode } from '../src/index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

describe('generated documents', () => {
  it('hold in openapi.json what the schemas, routes and errors say', () => {
    expect(JSON.parse(read('../openapi.json'))).toEqual(JSON.parse(JSON.stringify(buildOpenApi())))
  })

  it('hold in docs/ERRORS.md what the table of errors says', () => {
    expect(read('../../../docs/ERRORS.md')).toBe(buildErrorsDocument())
  })

  it('refer only to components that are there', () => {
    const text = JSON.stringify(buildOpenApi())
    const document = JSON.parse(text)
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)) {
      expect(document.components[kind!]).toHaveProperty(name!)
    }
  })
})

describe('the table of errors', () => {
  it('has snake case codes, error statuses and sentences', () => {
    for (const [code, row] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(row.status).toBeGreaterThanOrEqual(400)
      expect(row.sentence).toMatch(/^[A-Z].*\.$/)
      expect(row.when).toMatch(/^[A-Za-z].*\.$/)
      expect(row.sentence + row.when).not.toContain('|')
    }
  })

  it('gives a body that validates, for every code', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const body = errorBody(code, 'req_1', { fieldErrors: { steps: ['too small'] } })
      expect(errorBodySchema.parse(body)).toEqual(body)
    }
    expect(errorBody('not_found', 'req_1')).not.toHaveProperty('details')
  })

  it('knows its codes and nothing inherited', () => {
    expect(isErrorCode('signature_invalid')).toBe(true)
    expect(isErrorCode('toString')).toBe(false)
  })
})

describe('the table of operations', () => {
  it('has every id and every method with its path once', () => {
    expect(new Set(ROUTES.map((route) => route.id)).size).toBe(ROUTES.length)
    expect(new Set(ROUTES.map((route) => `${route.method} ${route.path}`)).size).toBe(ROUTES.length)
  })

  it('lets client tokens call the two KTP endpoints and nothing else', () => {
    expect(ROUTES.filter((route) => route.clientToken).map((route) => route.id)).toEqual([
      'issueChallenge',
      'submitCapture',
    ])
  })

  it('is open to anyone for probes and signing in only', () => {
    expect(ROUTES.filter(isOpen).map((route) => route.id)).toEqual(['getHealth', 'getReadiness', 'signIn'])
  })

  it('asks for a scope or a role, and names 401 and 403, wherever a customer can be reached', () => {
    for (const route of ROUTES.filter((candidate) => !isOpen(candidate))) {
      const refusals = [
        ...(route.scope === null ? [] : ['scope_missing']),
        ...(route.roles === null ? [] : ['role_missing', 'origin_not_allowed']),
      ]
      expect(errorCodesOf(route)).toEqual(
        expect.arrayContaining(['unauthorised', 'rate_limited', ...refusals]),
      )
    }
  })

  it('lets an auditor change nothing but what is their own', () => {
    const changes = ROUTES.filter(
      (route) => route.method !== 'GET' && route.roles?.some((role) => role === 'auditor'),
    )
    // Reads whose question must not stand in an address, or whose answer is itself written down.
    const readings = ['searchCustomers', 'verifyAudit']
    const others = changes.filter(({ id }) => !readings.includes(id))
    for (const route of others) expect(route.path).toMatch(/^\/api\/desk\/sessions?(\/|$)/)
  })

  it('writes paths as Fastify wants them', () => {
    expect(fastifyPath('/api/identity/kyc/{customerId}')).toBe('/api/identity/kyc/:customerId')
  })
})
