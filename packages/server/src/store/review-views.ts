import type { ReviewViewRow } from './desk-review-tables.ts'
import type { Db, Tx } from './tables.ts'

export interface ViewHolder {
  readonly organisationId: string
  readonly sessionId: string
  readonly userId: string
}

/** Opens the pictures of one capture to one session; a view that is open is opened anew. */
export async function insertView(
  tx: Tx,
  { organisationId, sessionId, userId }: ViewHolder,
  bundleId: string,
  view: { readonly purpose: string; readonly openedAtMs: number; readonly expiresAtMs: number },
): Promise<void> {
  const fields = {
    userId,
    purpose: view.purpose,
    openedAt: new Date(view.openedAtMs),
    expiresAt: new Date(view.expiresAtMs),
  }
  await tx
    .insertInto('reviewViews')
    .values({ organisationId, bundleId, sessionId, ...fields })
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'bundleId', 'sessionId']).doUpdateSet(fields),
    )
    .execute()
}

/** The view that one session has of one capture at this moment; undefined when it has none. */
export const findOpenView = (
  db: Db,
  { organisationId, sessionId }: Pick<ViewHolder, 'organisationId' | 'sessionId'>,
  bundleId: string,
  nowMs: number,
): Promise<ReviewViewRow | undefined> =>
  db
    .selectFrom('reviewViews')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('bundleId', '=', bundleId)
    .where('sessionId', '=', sessionId)
    .where('expiresAt', '>', new Date(nowMs))
    .executeTakeFirst()
