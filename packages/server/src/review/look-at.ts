import { KartuError } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import type { AuditDetails } from '../audit/canonical-json.ts'
import { inTransaction } from '../store/database.ts'
import { findCustomer } from '../store/customers.ts'
import { findBundle } from '../store/ktp-bundles.ts'
import { findOpenView, insertView, type ViewHolder } from '../store/review-views.ts'
import type { StoreContext } from '../store/store-context.ts'
import type { Db, KtpBundleRow } from '../store/tables.ts'

/** For how long pictures stay open to the session that said what for. */
const VIEW_MS = 15 * 60_000

/** What is looked at, as the audit log names it. */
export interface Look {
  readonly action: 'frame.viewed' | 'evidence.viewed' | 'line.viewed' | 'face.viewed'
  /** Which of its kind: an index or a name of ours. */
  readonly details: AuditDetails
  /** What is not there is not looked at, and not written down as if it were. */
  readonly isThere?: (bundle: KtpBundleRow) => boolean
}

/**
 * Opens the pictures of a capture to one session. Answers until when.
 * @throws KartuError `not_found` | `customer_erased`
 */
export async function openView(
  ctx: StoreContext,
  viewer: ViewHolder,
  bundleId: string,
  purpose: string,
): Promise<Date> {
  const { organisationId, sessionId, userId } = viewer
  return inTransaction(ctx.db, async (tx) => {
    await demandPictures(tx, organisationId, bundleId)
    const openedAtMs = ctx.clock.nowMs()
    const expiresAtMs = openedAtMs + VIEW_MS
    await insertView(tx, viewer, bundleId, { purpose, openedAtMs, expiresAtMs })
    await appendAudit(tx, ctx, organisationId, {
      actor: userId,
      action: 'pictures.opened',
      subject: bundleId,
      details: { purpose, sessionId },
    })
    return new Date(expiresAtMs)
  })
}

/**
 * Lets a session look at one picture, and writes it down before a byte leaves: whoever looks at faces out of curiosity is in the log
 * even when the line breaks. Another session of the same person has to open its own view: a stolen cookie shows no more than it opened.
 * @throws KartuError `not_found` | `customer_erased` | `view_required`
 */
export async function lookAt(
  ctx: StoreContext,
  viewer: ViewHolder,
  bundleId: string,
  { action, details, isThere = () => true }: Look,
): Promise<KtpBundleRow> {
  const { organisationId, userId } = viewer
  return inTransaction(ctx.db, async (tx) => {
    const bundle = await demandPictures(tx, organisationId, bundleId)
    const view = await findOpenView(tx, viewer, bundleId, ctx.clock.nowMs())
    if (view === undefined) throw new KartuError('view_required', 'The session has no open view')
    if (!isThere(bundle)) throw new KartuError('not_found', 'No such picture')
    await appendAudit(tx, ctx, organisationId, {
      actor: userId,
      action,
      subject: bundleId,
      details: { ...details, purpose: view.purpose },
    })
    return bundle
  })
}

async function demandPictures(db: Db, organisationId: string, bundleId: string): Promise<KtpBundleRow> {
  const bundle = await findBundle(db, organisationId, bundleId)
  if (bundle === undefined) throw new KartuError('not_found', 'No such bundle')
  const customer = await findCustomer(db, organisationId, bundle.customerId)
  if (customer === undefined || customer.erasedAt !== null) {
    throw new KartuError('customer_erased', 'The key of the pictures was destroyed')
  }
  return bundle
}
