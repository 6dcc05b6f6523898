import type { Route } from './route.ts'
import { customerListResponseSchema } from './schema/customer.ts'
import {
  auditFilterSchema,
  auditListQuerySchema,
  auditListResponseSchema,
  auditVerifyResponseSchema,
} from './schema/desk/desk-audit.ts'
import {
  deskCustomerListQuerySchema,
  deskCustomerResponseSchema,
  deskCustomerSearchRequestSchema,
} from './schema/desk/desk-customers.ts'
import { overviewQuerySchema, overviewResponseSchema } from './schema/desk/overview.ts'
import { reviewCaseSchema } from './schema/desk/review-case.ts'
import {
  claimResponseSchema,
  reviewCountsSchema,
  reviewListQuerySchema,
  reviewListResponseSchema,
  viewRequestSchema,
  viewResponseSchema,
} from './schema/desk/reviews.ts'
import { DECIDERS, ROLES } from './schema/desk/roles.ts'

/** For people only: no key may call it. */
const READ = { method: 'GET', scope: null, roles: ROLES, clientToken: false, rateClass: 'read' } as const
const DECIDE = { scope: null, roles: DECIDERS, clientToken: false, rateClass: 'write' } as const
/** A picture of a card or a part of one: an auditor sees that somebody looked, not what was looked at. */
const PICTURE = {
  ...READ,
  roles: DECIDERS,
  responses: { 200: null },
  errors: ['not_found', 'view_required', 'customer_erased'],
} as const

/** The analysts' work: queue, case, pictures, customers, audit log, overview. */
export const DESK_REVIEW_ROUTES = [
  {
    ...READ,
    id: 'listReviews',
    path: '/api/desk/reviews',
    summary: 'List cases: what waits, what is mine, what was decided',
    query: reviewListQuerySchema,
    responses: { 200: reviewListResponseSchema },
    errors: ['validation_failed'],
  },
  {
    ...READ,
    id: 'countReviews',
    path: '/api/desk/reviews/counts',
    summary: 'Count what waits, and since when',
    responses: { 200: reviewCountsSchema },
    errors: [],
  },
  {
    ...READ,
    id: 'getReview',
    path: '/api/desk/reviews/{bundleId}',
    summary: 'Read a case: fields, voters, face, history, timeline, decisions',
    responses: { 200: reviewCaseSchema },
    errors: ['not_found'],
  },
  {
    ...DECIDE,
    id: 'claimReview',
    method: 'POST',
    path: '/api/desk/reviews/{bundleId}/claim',
    summary: 'Take a case for 15 minutes, or for 15 more',
    responses: { 200: claimResponseSchema },
    errors: ['not_found', 'review_claimed', 'review_not_open'],
  },
  {
    ...DECIDE,
    id: 'releaseReview',
    method: 'DELETE',
    path: '/api/desk/reviews/{bundleId}/claim',
    summary: 'Give a case back',
    responses: { 204: null },
    errors: ['not_found'],
  },
  {
    ...DECIDE,
    id: 'openView',
    method: 'POST',
    path: '/api/desk/reviews/{bundleId}/views',
    summary: 'Open the pictures of a capture for this session, for 15 minutes, saying what for',
    body: viewRequestSchema,
    responses: { 201: viewResponseSchema },
    errors: ['not_found', 'customer_erased'],
  },
  {
    ...PICTURE,
    id: 'getFrame',
    path: '/api/desk/reviews/{bundleId}/frames/{index}',
    summary: 'Look at a frame; the picture carries the name of who looks, and the time',
    produces: 'image/jpeg',
  },
  {
    ...PICTURE,
    id: 'getEvidencePicture',
    path: '/api/desk/reviews/{bundleId}/pictures/{voter}',
    summary: 'Look at what a voter saw',
    produces: 'image/svg+xml',
  },
  {
    ...PICTURE,
    id: 'getLine',
    path: '/api/desk/reviews/{bundleId}/lines/{field}',
    summary: 'Look at the line of a field',
    produces: 'image/jpeg',
  },
  {
    ...PICTURE,
    id: 'getFace',
    path: '/api/desk/reviews/{bundleId}/face',
    summary: 'Look at the portrait on the card',
    produces: 'image/jpeg',
  },
  {
    ...READ,
    id: 'listDeskCustomers',
    path: '/api/desk/customers',
    summary: 'List customers, newest first',
    query: deskCustomerListQuerySchema,
    responses: { 200: customerListResponseSchema },
    errors: ['validation_failed'],
  },
  {
    ...READ,
    id: 'searchCustomers',
    method: 'POST',
    path: '/api/desk/customers/search',
    summary: 'Find customers by parts of a name, an id or a NIK',
    body: deskCustomerSearchRequestSchema,
    responses: { 200: customerListResponseSchema },
    errors: [],
  },
  {
    ...READ,
    id: 'getDeskCustomer',
    path: '/api/desk/customers/{id}',
    summary: 'Read a customer with verifications and history',
    responses: { 200: deskCustomerResponseSchema },
    errors: ['not_found'],
  },
  {
    ...READ,
    id: 'listAudit',
    path: '/api/desk/audit',
    summary: 'Read the audit log, newest first',
    query: auditListQuerySchema,
    responses: { 200: auditListResponseSchema },
    errors: ['validation_failed'],
  },
  {
    ...READ,
    id: 'exportAudit',
    path: '/api/desk/audit/export',
    summary: 'Take the audit log out, oldest first, one JSON object a line',
    query: auditFilterSchema,
    produces: 'application/jsonl',
    responses: { 200: null },
    errors: ['validation_failed'],
  },
  {
    ...READ,
    id: 'verifyAudit',
    method: 'POST',
    path: '/api/desk/audit/verify',
    summary: 'Recompute the audit chain and name the first row at fault',
    rateClass: 'write',
    responses: { 200: auditVerifyResponseSchema },
    errors: [],
  },
  {
    ...READ,
    id: 'getOverview',
    path: '/api/desk/overview',
    summary: 'Read volumes, tiers, voters, latency and the age of the queue',
    query: overviewQuerySchema,
    responses: { 200: overviewResponseSchema },
    errors: ['validation_failed'],
  },
  {
    ...READ,
    id: 'watchQueue',
    path: '/api/desk/live',
    summary: 'Hear that the queue changed, as server-sent events',
    produces: 'text/event-stream',
    responses: { 200: null },
    errors: [],
  },
] as const satisfies readonly Route[]
