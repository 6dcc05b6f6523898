import {
  clientTokenRequestSchema,
  clientTokenResponseSchema,
  deviceRequestSchema,
  deviceResponseSchema,
} from './access.ts'
import {
  captureBundleSchema,
  captureRequestSchema,
  flashSampleSchema,
  sensorSampleSchema,
} from './capture-request.ts'
import {
  antiSpoofSchema,
  captureResponseSchema,
  faceEnrolmentSchema,
  tamperSchema,
  voterOnWireSchema,
} from './capture-response.ts'
import { challengeRequestSchema, challengeResponseSchema } from './challenge.ts'
import {
  customerCreateRequestSchema,
  customerListResponseSchema,
  customerResponseSchema,
  customerSchema,
} from './customer.ts'
import {
  decisionResponseSchema,
  overrideRequestSchema,
  proposalsResponseSchema,
  proposedResponseSchema,
} from './desk/decisions.ts'
import { auditEntrySchema, auditListResponseSchema, auditVerifyResponseSchema } from './desk/desk-audit.ts'
import { deskCustomerResponseSchema, deskCustomerSearchRequestSchema } from './desk/desk-customers.ts'
import { overviewResponseSchema } from './desk/overview.ts'
import { reviewCaseSchema } from './desk/review-case.ts'
import {
  claimResponseSchema,
  reviewCountsSchema,
  reviewListResponseSchema,
  reviewRowSchema,
  viewRequestSchema,
  viewResponseSchema,
} from './desk/reviews.ts'
import {
  deskSessionSchema,
  ownSessionsResponseSchema,
  passwordChangeRequestSchema,
  signInRequestSchema,
  totpConfirmRequestSchema,
  totpOfferSchema,
  totpRemoveRequestSchema,
} from './desk/session.ts'
import {
  deskUserSchema,
  firstPasswordResponseSchema,
  userChangeRequestSchema,
  userCreateRequestSchema,
  userResponseSchema,
  usersResponseSchema,
} from './desk/users.ts'
import {
  fieldOnWireSchema,
  ktpBundleDetailSchema,
  ktpBundleResponseSchema,
  storedFrameSchema,
} from './ktp-bundle.ts'
import { nikRequestSchema, nikResponseSchema } from './nik.ts'
import { errorBodySchema, healthResponseSchema, readyResponseSchema } from './service.ts'
import {
  kycEventSchema,
  kycResponseSchema,
  verificationResponseSchema,
  verificationSchema,
} from './verification.ts'

import {
  customerExportSchema,
  erasureReceiptSchema,
  erasureRequestSchema,
  erasureResponseSchema,
} from './desk/data-rights.ts'
import {
  apiKeyCreateRequestSchema,
  apiKeyCreateResponseSchema,
  apiKeysResponseSchema,
  organisationChangeRequestSchema,
  organisationResponseSchema,
  policyResponseSchema,
} from './desk/settings.ts'
import {
  webhookChangeRequestSchema,
  webhookCreateRequestSchema,
  webhookCreateResponseSchema,
  webhookDeliveriesResponseSchema,
  webhookDeliveryResponseSchema,
  webhookDeliverySchema,
  webhookResponseSchema,
  webhookSchema,
  webhookSecretResponseSchema,
  webhooksResponseSchema,
} from './webhook.ts'

/** Schemas of requests by their name in the OpenAPI document. */
export const REQUEST_SCHEMAS = {
  ChallengeRequest: challengeRequestSchema,
  CaptureRequest: captureRequestSchema,
  CaptureBundle: captureBundleSchema,
  FlashSample: flashSampleSchema,
  SensorSample: sensorSampleSchema,
  CustomerCreateRequest: customerCreateRequestSchema,
  NikRequest: nikRequestSchema,
  ClientTokenRequest: clientTokenRequestSchema,
  DeviceRequest: deviceRequestSchema,
  SignInRequest: signInRequestSchema,
  PasswordChangeRequest: passwordChangeRequestSchema,
  TotpConfirmRequest: totpConfirmRequestSchema,
  TotpRemoveRequest: totpRemoveRequestSchema,
  UserCreateRequest: userCreateRequestSchema,
  UserChangeRequest: userChangeRequestSchema,
  OverrideRequest: overrideRequestSchema,
  ViewRequest: viewRequestSchema,
  CustomerSearchRequest: deskCustomerSearchRequestSchema,
  OrganisationChangeRequest: organisationChangeRequestSchema,
  ApiKeyCreateRequest: apiKeyCreateRequestSchema,
  ErasureRequest: erasureRequestSchema,
  WebhookCreateRequest: webhookCreateRequestSchema,
  WebhookChangeRequest: webhookChangeRequestSchema,
}

/** Schemas of responses by their name in the OpenAPI document. */
export const RESPONSE_SCHEMAS = {
  ChallengeResponse: challengeResponseSchema,
  CaptureResponse: captureResponseSchema,
  AntiSpoof: antiSpoofSchema,
  Tamper: tamperSchema,
  Voter: voterOnWireSchema,
  FaceEnrolment: faceEnrolmentSchema,
  Customer: customerSchema,
  CustomerResponse: customerResponseSchema,
  CustomerListResponse: customerListResponseSchema,
  Verification: verificationSchema,
  VerificationResponse: verificationResponseSchema,
  KycEvent: kycEventSchema,
  KycResponse: kycResponseSchema,
  KtpBundle: ktpBundleDetailSchema,
  KtpBundleResponse: ktpBundleResponseSchema,
  Field: fieldOnWireSchema,
  StoredFrame: storedFrameSchema,
  NikResponse: nikResponseSchema,
  ClientTokenResponse: clientTokenResponseSchema,
  DeviceResponse: deviceResponseSchema,
  DeskSession: deskSessionSchema,
  TotpOffer: totpOfferSchema,
  OwnSessionsResponse: ownSessionsResponseSchema,
  DeskUser: deskUserSchema,
  UsersResponse: usersResponseSchema,
  UserResponse: userResponseSchema,
  FirstPasswordResponse: firstPasswordResponseSchema,
  DecisionResponse: decisionResponseSchema,
  ProposedResponse: proposedResponseSchema,
  ProposalsResponse: proposalsResponseSchema,
  Review: reviewRowSchema,
  ReviewListResponse: reviewListResponseSchema,
  ReviewCounts: reviewCountsSchema,
  ReviewCase: reviewCaseSchema,
  ClaimResponse: claimResponseSchema,
  ViewResponse: viewResponseSchema,
  DeskCustomerResponse: deskCustomerResponseSchema,
  AuditEntry: auditEntrySchema,
  AuditListResponse: auditListResponseSchema,
  AuditVerifyResponse: auditVerifyResponseSchema,
  OverviewResponse: overviewResponseSchema,
  OrganisationResponse: organisationResponseSchema,
  ApiKeysResponse: apiKeysResponseSchema,
  ApiKeyCreateResponse: apiKeyCreateResponseSchema,
  PolicyResponse: policyResponseSchema,
  CustomerExport: customerExportSchema,
  ErasureReceipt: erasureReceiptSchema,
  ErasureResponse: erasureResponseSchema,
  Webhook: webhookSchema,
  WebhookResponse: webhookResponseSchema,
  WebhooksResponse: webhooksResponseSchema,
  WebhookCreateResponse: webhookCreateResponseSchema,
  WebhookSecretResponse: webhookSecretResponseSchema,
  WebhookDelivery: webhookDeliverySchema,
  WebhookDeliveryResponse: webhookDeliveryResponseSchema,
  WebhookDeliveriesResponse: webhookDeliveriesResponseSchema,
  HealthResponse: healthResponseSchema,
  ReadyResponse: readyResponseSchema,
  Error: errorBodySchema,
}
