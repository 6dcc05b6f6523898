import type { ErrorCode } from './errors.ts'
import { DESK_ACCESS_ROUTES } from './desk-access-routes.ts'
import { DESK_REVIEW_ROUTES } from './desk-review-routes.ts'
import { DESK_SETTINGS_ROUTES } from './desk-settings-routes.ts'
import { WEBHOOK_ROUTES } from './webhook-routes.ts'
import { isOpen, type Route } from './route.ts'
import {
  clientTokenRequestSchema,
  clientTokenResponseSchema,
  deviceRequestSchema,
  deviceResponseSchema,
} from './schema/access.ts'
import { captureRequestSchema } from './schema/capture-request.ts'
import { captureResponseSchema } from './schema/capture-response.ts'
import { challengeRequestSchema, challengeResponseSchema } from './schema/challenge.ts'
import {
  customerCreateRequestSchema,
  customerListQuerySchema,
  customerListResponseSchema,
  customerResponseSchema,
} from './schema/customer.ts'
import { ktpBundleResponseSchema } from './schema/ktp-bundle.ts'
import { nikRequestSchema, nikResponseSchema } from './schema/nik.ts'
import { healthResponseSchema, readyResponseSchema } from './schema/service.ts'
import { kycResponseSchema, verificationResponseSchema } from './schema/verification.ts'

export const ROUTES = [
  {
    id: 'issueChallenge',
    method: 'POST',
    path: '/api/identity/document/ktp/challenge',
    summary: 'Issue a flash challenge',
    scope: 'verifications:write',
    roles: null,
    clientToken: true,
    rateClass: 'challenge',
    body: challengeRequestSchema,
    responses: { 201: challengeResponseSchema },
    errors: ['not_found', 'customer_erased'],
  },
  {
    id: 'submitCapture',
    method: 'POST',
    path: '/api/identity/document/ktp/capture',
    summary: 'Submit a capture and wait for its verdict',
    scope: 'verifications:write',
    roles: null,
    clientToken: true,
    rateClass: 'capture',
    body: captureRequestSchema,
    responses: { 201: captureResponseSchema },
    errors: [
      'not_found',
      'customer_erased',
      'challenge_consumed',
      'frame_too_large',
      'signature_invalid',
      'hmac_key_mismatch',
      'challenge_unknown',
      'challenge_expired',
      'captured_at_out_of_window',
      'device_unknown',
      'frame_undecodable',
      'queue_full',
    ],
  },
  {
    id: 'createCustomer',
    method: 'POST',
    path: '/api/customers',
    summary: 'Create a customer, or find the one with this externalId',
    scope: 'customers:write',
    roles: null,
    clientToken: false,
    rateClass: 'write',
    body: customerCreateRequestSchema,
    responses: { 201: customerResponseSchema, 200: customerResponseSchema },
    errors: [],
  },
  {
    id: 'listCustomers',
    method: 'GET',
    path: '/api/customers',
    summary: 'List customers, newest first',
    scope: 'customers:view',
    roles: null,
    clientToken: false,
    rateClass: 'read',
    query: customerListQuerySchema,
    responses: { 200: customerListResponseSchema },
    errors: ['validation_failed'],
  },
  {
    id: 'getCustomer',
    method: 'GET',
    path: '/api/customers/{id}',
    summary: 'Read a customer',
    scope: 'customers:view',
    roles: null,
    clientToken: false,
    rateClass: 'read',
    responses: { 200: customerResponseSchema },
    errors: ['not_found'],
  },
  {
    id: 'getKyc',
    method: 'GET',
    path: '/api/identity/kyc/{customerId}',
    summary: "Read a customer's KYC level, verifications and history",
    scope: 'customers:view',
    roles: null,
    clientToken: false,
    rateClass: 'read',
    responses: { 200: kycResponseSchema },
    errors: ['not_found'],
  },
  {
    id: 'verifyNik',
    method: 'POST',
    path: '/api/identity/nik',
    summary: 'Verify the form of a NIK',
    scope: 'verifications:write',
    roles: null,
    clientToken: false,
    rateClass: 'write',
    body: nikRequestSchema,
    responses: { 201: nikResponseSchema },
    errors: ['not_found', 'customer_erased'],
  },
  {
    id: 'issueClientToken',
    method: 'POST',
    path: '/api/identity/client-tokens',
    summary: "Issue a short-lived token for one customer's browser",
    scope: 'verifications:write',
    roles: null,
    clientToken: false,
    rateClass: 'write',
    body: clientTokenRequestSchema,
    responses: { 201: clientTokenResponseSchema },
    errors: ['not_found', 'customer_erased'],
  },
  {
    id: 'registerDevice',
    method: 'POST',
    path: '/api/identity/devices',
    summary: 'Register a native device and give out its secret once',
    scope: 'devices:write',
    roles: null,
    clientToken: false,
    rateClass: 'write',
    body: deviceRequestSchema,
    responses: { 201: deviceResponseSchema },
    errors: [],
  },
  {
    id: 'getVerification',
    method: 'GET',
    path: '/api/identity/verifications/{id}',
    summary: 'Read a verification with its bundle',
    scope: 'verifications:view',
    roles: null,
    clientToken: false,
    rateClass: 'read',
    responses: { 200: verificationResponseSchema },
    errors: ['not_found'],
  },
  {
    id: 'getKtpBundle',
    method: 'GET',
    path: '/api/identity/document/ktp/{ktpBundleId}',
    summary: 'Read a bundle: fields, voters, digests of the frames',
    scope: 'verifications:view',
    roles: null,
    clientToken: false,
    rateClass: 'read',
    responses: { 200: ktpBundleResponseSchema },
    errors: ['not_found'],
  },
  {
    id: 'getHealth',
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process answers',
    scope: null,
    roles: null,
    clientToken: false,
    rateClass: 'none',
    responses: { 200: healthResponseSchema },
    errors: [],
  },
  {
    id: 'getReadiness',
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the service can take work',
    scope: null,
    roles: null,
    clientToken: false,
    rateClass: 'none',
    responses: { 200: readyResponseSchema, 503: readyResponseSchema },
    errors: [],
  },
  ...WEBHOOK_ROUTES,
  ...DESK_SETTINGS_ROUTES,
  ...DESK_ACCESS_ROUTES,
  ...DESK_REVIEW_ROUTES,
] as const satisfies readonly Route[]

export type { RateClass, Route } from './route.ts'
export { isOpen } from './route.ts'

export type RouteId = (typeof ROUTES)[number]['id']

/** Codes that operations share by their kind: access, limits, bodies, faults. */
const SHARED: readonly ErrorCode[] = [
  'token_in_query',
  'unauthorised',
  'operation_not_allowed',
  'rate_limited',
  'internal',
  'not_ready',
]
const KEYED: readonly ErrorCode[] = ['scope_missing']
const BROWSER: readonly ErrorCode[] = ['client_token_expired', 'origin_not_allowed', 'customer_not_allowed']
const SESSION: readonly ErrorCode[] = ['role_missing', 'password_change_required', 'origin_not_allowed']
const BODIED: readonly ErrorCode[] = [
  'validation_failed',
  'json_invalid',
  'duplicate_json_key',
  'json_too_deep',
  'json_too_complex',
  'payload_too_large',
  'unsupported_media_type',
]
const REPEATABLE: readonly ErrorCode[] = ['idempotency_key_reused', 'idempotency_in_flight']

/** Every code that an operation may answer with. */
export function errorCodesOf(route: Route): readonly ErrorCode[] {
  const codes = [
    ...(isOpen(route) ? [] : SHARED),
    ...(route.scope === null ? [] : KEYED),
    ...(route.clientToken ? BROWSER : []),
    ...(route.roles === null ? [] : SESSION),
    ...(route.body === undefined ? [] : BODIED),
    ...(route.method === 'POST' && !isOpen(route) ? REPEATABLE : []),
    ...route.errors,
  ]
  return [...new Set(codes)]
}

/** The row of an operation. */
export function routeById(id: RouteId): Route {
  const route = ROUTES.find((candidate) => candidate.id === id)
  if (route === undefined) throw new Error(`no route ${id}`)
  return route
}

/** `/api/customers/{id}` as Fastify writes it: `/api/customers/:id`. */
export function fastifyPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}
