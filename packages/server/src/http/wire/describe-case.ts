import type { ReviewCase, ReviewDecision, TimelineEntry } from '@kartu/contract'
import { FIELD_NAMES, KartuError } from '@kartu/core'
import { PICTURED_VOTERS } from '@kartu/vision'
import { findFaceMatches } from '../../review/face-matches.ts'
import { listAuditOfSubjects } from '../../store/audit-entries.ts'
import { findCustomer, openProfiles } from '../../store/customers.ts'
import type { QueuedReview } from '../../store/desk-review-tables.ts'
import { findFaceEnrolmentOfVerification } from '../../store/face-enrolments.ts'
import { findChallenge } from '../../store/flash-challenges.ts'
import { findBundle } from '../../store/ktp-bundles.ts'
import { findOpenView } from '../../store/review-views.ts'
import { findReview } from '../../store/reviews.ts'
import { listCustomersById } from '../../store/search-customers.ts'
import type { StoreContext } from '../../store/store-context.ts'
import type { KtpBundleRow, VerificationRow } from '../../store/tables.ts'
import { findUserNames } from '../../store/user-names.ts'
import { listVerifications } from '../../store/verifications.ts'
import type { UserPrincipal } from '../principal.ts'
import { describeBundle, openManifest, openReading } from './describe-bundle.ts'
import { describeCustomer } from './describe-customer.ts'
import { describeClaim } from './describe-review.ts'
import { describeVerification } from './describe-verification.ts'

/** Each look is in the log; the case's own story is told by who opened the pictures, or nobody would read it. */
const LOOKS = ['frame.viewed', 'evidence.viewed', 'line.viewed', 'face.viewed']
const TIMELINE_MAX = 200

/** Everything an analyst decides by. @throws KartuError `not_found` */
export async function describeCase(
  ctx: StoreContext,
  reader: UserPrincipal,
  bundleId: string,
): Promise<ReviewCase> {
  const { organisationId, userId } = reader
  const review = await findReview(ctx.db, organisationId, bundleId)
  const bundle = await findBundle(ctx.db, organisationId, bundleId)
  const customer = bundle && (await findCustomer(ctx.db, organisationId, bundle.customerId))
  if (review === undefined || bundle === undefined || customer === undefined) {
    throw new KartuError('not_found', 'No such case')
  }
  const verifications = await listVerifications(ctx.db, organisationId, customer.id)
  const ofBundle = verifications.filter((row) => row.bundleId === bundleId)
  const verdict = ofBundle.find(({ overrides }) => overrides === null)
  const current = ofBundle.find(({ id }) => id === review.verificationId)
  if (verdict === undefined || current === undefined)
    throw new KartuError('internal', 'A case has no verdict')
  const described = await describeBundle(ctx, bundle)
  const nowMs = ctx.clock.nowMs()
  const view = await findOpenView(ctx.db, reader, bundleId, nowMs)
  const { fullName, externalId, kycLevel, createdAt } = await describeCustomer(ctx, customer)
  // Nothing that is sealed under a destroyed key, the customer's or the bundle's, is asked for.
  const isUnreadable = customer.erasedAt !== null || bundle.framesDestroyedAt !== null
  return {
    bundle: described,
    customer: { id: customer.id, fullName, externalId, kycLevel, createdAt },
    verification: describeVerification(current),
    verdict: { verdict: review.verdict, codes: review.codes },
    claim: describeClaim(review, { userId, nowMs }),
    view: view === undefined ? null : { until: view.expiresAt.toISOString() },
    flash: await describeFlash(ctx, bundle),
    pictures: isUnreadable ? [] : picturesOf(review),
    lines: isUnreadable ? [] : await linesOf(ctx, verdict),
    face: isUnreadable ? null : await describeFace(ctx, organisationId, verdict.id),
    history: verifications.toReversed().map(describeVerification),
    timeline: await describeTimeline(ctx, organisationId, [bundleId, ...ofBundle.map(({ id }) => id)]),
    decisions: await describeDecisions(ctx, organisationId, verdict, ofBundle),
    consent: isUnreadable ? null : await consentOf(ctx, bundle),
    fourEyes: reader.organisation.fourEyesOverride,
  }
}

/** Only drawing tells whether there is something to see; one that has nothing is answered as not found. */
function picturesOf({ passedVoters, failedVoters, abstainedVoters }: QueuedReview): string[] {
  return [...passedVoters, ...failedVoters, ...abstainedVoters].filter((voter) =>
    PICTURED_VOTERS.includes(voter),
  )
}

async function linesOf(ctx: StoreContext, verdict: VerificationRow): Promise<ReviewCase['lines']> {
  const reading = await openReading(ctx, verdict)
  const found = new Set(reading?.lines.map(({ field }) => field))
  return FIELD_NAMES.filter((name) => found.has(name))
}

async function describeFlash(ctx: StoreContext, bundle: KtpBundleRow): Promise<ReviewCase['flash']> {
  if (bundle.challengeId === null) return null
  const challenge = await findChallenge(ctx.db, bundle.organisationId, bundle.challengeId)
  return challenge === undefined ? null : { colors: challenge.colors, holdMs: challenge.holdMs }
}

async function describeFace(
  ctx: StoreContext,
  organisationId: string,
  verificationId: string,
): Promise<ReviewCase['face']> {
  const enrolment = await findFaceEnrolmentOfVerification(ctx.db, organisationId, verificationId)
  if (enrolment === undefined) return null
  const matches = await findFaceMatches(ctx, enrolment)
  if (matches === null) return { comparable: false, matches: [] }
  const ids = matches.map(({ customerId }) => customerId)
  const customers = await listCustomersById(ctx.db, organisationId, ids, { limit: ids.length })
  const profiles = await openProfiles(ctx.db, ctx.keys, organisationId, customers)
  return {
    comparable: true,
    matches: matches.map((match) => ({
      ...match,
      fullName: profiles.get(match.customerId)?.fullName ?? null,
    })),
  }
}

async function describeTimeline(
  ctx: StoreContext,
  organisationId: string,
  subjects: readonly string[],
): Promise<TimelineEntry[]> {
  const rows = await listAuditOfSubjects(ctx.db, organisationId, subjects, {
    without: LOOKS,
    limit: TIMELINE_MAX,
  })
  const actors = rows.map(({ actor }) => actor)
  const names = await findUserNames(ctx.db, organisationId, actors)
  return rows.map(({ at, action, actor }) => ({
    at: at.toISOString(),
    action,
    actor: actor === 'system' ? null : (names.get(actor) ?? actor),
  }))
}

/** The decisions that stand, oldest first: from the verdict along what overrides it. One taken back is in the timeline only. */
async function describeDecisions(
  ctx: StoreContext,
  organisationId: string,
  verdict: VerificationRow,
  rows: readonly VerificationRow[],
): Promise<ReviewDecision[]> {
  const standing: VerificationRow[] = []
  const overrideOf = (id: string) => rows.find(({ overrides }) => overrides === id)
  for (let row = overrideOf(verdict.id); row !== undefined; row = overrideOf(row.id)) {
    if (typeof row.judgement['undoes'] === 'string') standing.pop()
    else standing.push(row)
  }
  const actors = standing.map(({ actorUserId }) => actorUserId ?? '')
  const names = await findUserNames(ctx.db, organisationId, actors)
  return standing.map((row) => {
    const { reasonCode } = row.judgement
    return {
      verificationId: row.id,
      status: row.status,
      reason: row.overrideReason ?? '',
      reasonCode: typeof reasonCode === 'string' ? reasonCode : null,
      actor: names.get(row.actorUserId ?? '') ?? row.actorUserId ?? '',
      at: row.createdAt.toISOString(),
    }
  })
}

/** What the applicant agreed to, where the capture says so. */
async function consentOf(ctx: StoreContext, bundle: KtpBundleRow): Promise<ReviewCase['consent']> {
  const { consent } = await openManifest(ctx, bundle)
  return consent === undefined ? null : { version: consent.version, givenAt: consent.givenAt }
}
