import type { Generated, Kysely, Selectable, Transaction } from 'kysely'
import type { ByDatabase, Bytes, Json, NullableBytes } from './column-types.ts'
import type { DeskAccessTables } from './desk-access-tables.ts'
import type { DeskReviewTables } from './desk-review-tables.ts'
import type { DataRightsTables } from './data-rights-tables.ts'
import type { WebhookTables } from './webhook-tables.ts'

/** The database's tables as `sql/*.sql` defines them, in camelCase. Bytes are Buffers, instants are Dates (ms). */
export interface Tables extends DeskAccessTables, DeskReviewTables, WebhookTables, DataRightsTables {
  organisations: OrganisationsTable
  organisationKeys: OrganisationKeysTable
  organisationSecrets: OrganisationSecretsTable
  apiKeys: ApiKeysTable
  customers: CustomersTable
  customerKeys: CustomerKeysTable
  clientTokens: ClientTokensTable
  devices: DevicesTable
  flashChallenges: FlashChallengesTable
  ktpBundles: KtpBundlesTable
  bundleFrames: BundleFramesTable
  firstSeenFrames: FirstSeenFramesTable
  verifications: VerificationsTable
  nikHashes: NikHashesTable
  faceEnrolments: FaceEnrolmentsTable
  kycEvents: KycEventsTable
  events: EventsTable
  auditLog: AuditLogTable
  auditHeads: AuditHeadsTable
  jobs: JobsTable
  idempotencyKeys: IdempotencyKeysTable
  rateLimits: RateLimitsTable
}

/** A pool-backed handle or an open transaction. */
export type Db = Kysely<Tables>
/** An open transaction: what a function asks for when its writes only make sense together with the caller's. */
export type Tx = Transaction<Tables>

export type OrganisationMode = 'sandbox' | 'live'
export type Palette = 'standard' | 'calm'
export type KycLevel = 'none' | 'basic' | 'standard' | 'premium'
export type Verdict = 'passed' | 'failed' | 'requires_review'
export type AssuranceTier = 'high' | 'standard' | 'low'
export type VerificationMethod = 'ktp_capture' | 'nik_format'
export type VerificationStatus = 'verified' | 'failed' | 'pending'
type JobState = 'queued' | 'running' | 'done' | 'dead'

interface OrganisationsTable {
  id: string
  name: string
  mode: OrganisationMode
  requireFlash: Generated<boolean>
  palette: Generated<Palette>
  kycValidDays: Generated<number>
  fourEyesOverride: Generated<boolean>
  retentionDays: number | null
  clientTokenOrigins: Generated<string[]>
  createdAt: Date
}

interface OrganisationKeysTable {
  organisationId: string
  version: number
  masterVersion: number
  wrappedKey: Bytes
  createdAt: Date
}

interface OrganisationSecretsTable {
  organisationId: string
  purpose: 'secrets' | 'pepper'
  organisationKeyVersion: number
  wrappedKey: Bytes
}

interface ApiKeysTable {
  id: string
  organisationId: string
  name: string
  sha256: Bytes
  scopes: string[]
  sealedCaptureSecret: Bytes
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

interface CustomersTable {
  id: string
  organisationId: string
  externalId: string | null
  sealedProfile: NullableBytes
  kycLevel: Generated<KycLevel>
  kycExpiresAt: Date | null
  createdAt: Date
  erasedAt: Date | null
}

interface CustomerKeysTable {
  customerId: string
  organisationId: string
  organisationKeyVersion: number
  wrappedKey: Bytes
  createdAt: Date
}

interface ClientTokensTable {
  sha256: Bytes
  organisationId: string
  customerId: string
  apiKeyId: string
  origins: string[]
  createdAt: Date
  expiresAt: Date
}

interface DevicesTable {
  id: string
  organisationId: string
  platform: string
  label: string | null
  sealedSecret: Bytes
  createdAt: Date
  revokedAt: Date | null
}

interface FlashChallengesTable {
  id: string
  organisationId: string
  customerId: string
  purpose: 'ktp'
  nonce: string
  colors: string[]
  holdMs: number[]
  sealedHmacSecret: Bytes
  issuedAt: Date
  expiresAt: Date
  consumedAt: Date | null
  consumedByBundleId: string | null
}

interface KtpBundlesTable {
  id: string
  organisationId: string
  customerId: string
  challengeId: string | null
  deviceId: string | null
  apiKeyId: string | null
  platform: string
  sdkVersion: string
  capturedAt: Date
  receivedAt: Date
  wrappedDataKey: Bytes
  sealedManifest: Bytes
  frameCount: number
  state: Generated<'accepted' | 'judged'>
  framesDestroyedAt: Date | null
  judgedAt: Date | null
  verdict: Verdict | null
  assuranceTier: AssuranceTier | null
}

interface BundleFramesTable {
  bundleId: string
  frameIndex: number
  organisationId: string
  blobKey: string
  sha256: Bytes
  byteLength: number
  contentType: string
  widthPx: number
  heightPx: number
}

interface FirstSeenFramesTable {
  organisationId: string
  sha256: Bytes
  bundleId: string
}

interface VerificationsTable {
  id: string
  organisationId: string
  customerId: string
  bundleId: string | null
  method: VerificationMethod
  status: VerificationStatus
  score: number | null
  assuranceTier: AssuranceTier | null
  judgement: Json
  sealedFields: NullableBytes
  actorUserId: string | null
  overrides: string | null
  overrideReason: string | null
  createdAt: Date
  expiresAt: Date | null
}

interface NikHashesTable {
  organisationId: string
  nikHash: Bytes
  verificationId: string
  customerId: string
}

interface FaceEnrolmentsTable {
  id: string
  organisationId: string
  customerId: string
  bundleId: string
  verificationId: string
  modelId: string
  fallbackStub: Generated<boolean>
  sealedTemplate: NullableBytes
  createdAt: Date
}

interface KycEventsTable {
  id: string
  organisationId: string
  customerId: string
  fromLevel: KycLevel
  toLevel: KycLevel
  reason: string
  actor: string
  verificationId: string | null
  createdAt: Date
}

interface EventsTable {
  id: string
  organisationId: string
  type: string
  payload: Json
  createdAt: Date
  dispatchedAt: Date | null
  notBefore: Date | null
}

interface AuditLogTable {
  organisationId: string
  sequence: number
  id: string
  at: Date
  actor: string
  action: string
  subject: string
  details: Json
  previousMac: Bytes
  mac: Bytes
}

interface AuditHeadsTable {
  organisationId: string
  sealedMacKey: Bytes
  sequence: number
  mac: Bytes
  headMac: Bytes
}

interface JobsTable {
  id: ByDatabase<number>
  organisationId: string
  kind: string
  subjectId: string
  state: Generated<JobState>
  attempts: Generated<number>
  maxAttempts: number
  runAt: Generated<Date>
  leasedBy: string | null
  leaseUntil: Date | null
  lastErrorCode: string | null
  createdAt: ByDatabase<Date>
  finishedAt: Date | null
}

interface IdempotencyKeysTable {
  organisationId: string
  principal: string
  route: string
  key: string
  requestSha256: Bytes
  lockedUntil: Date
  responseStatus: number | null
  sealedResponse: NullableBytes
  createdAt: Generated<Date>
}

interface RateLimitsTable {
  bucket: string
  windowStart: Date
  used: number
}

export type OrganisationRow = Selectable<OrganisationsTable>
export type ApiKeyRow = Selectable<ApiKeysTable>
export type CustomerRow = Selectable<CustomersTable>
export type DeviceRow = Selectable<DevicesTable>
export type FlashChallengeRow = Selectable<FlashChallengesTable>
export type KtpBundleRow = Selectable<KtpBundlesTable>
export type BundleFrameRow = Selectable<BundleFramesTable>
export type VerificationRow = Selectable<VerificationsTable>
export type FaceEnrolmentRow = Selectable<FaceEnrolmentsTable>
export type KycEventRow = Selectable<KycEventsTable>
export type EventRow = Selectable<EventsTable>
export type AuditRow = Selectable<AuditLogTable>
export type JobRow = Selectable<JobsTable>
