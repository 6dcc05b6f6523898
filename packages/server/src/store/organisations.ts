import { createId } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import { createAuditChain } from '../audit/create-audit-chain.ts'
import { inTransaction } from './database.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, OrganisationMode, OrganisationRow, Palette } from './tables.ts'

export interface NewOrganisation {
  readonly name: string
  readonly mode: OrganisationMode
  readonly requireFlash?: boolean
  readonly palette?: Palette
  /** Days after which a KYC level lapses, 1–3650. */
  readonly kycValidDays?: number
}

/** Creates an organisation with its keys and the first row of its audit chain. */
export async function createOrganisation(
  ctx: StoreContext,
  fields: NewOrganisation,
): Promise<OrganisationRow> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('org', nowMs, ctx.random)
  return inTransaction(ctx.db, async (tx) => {
    const row = await tx
      .insertInto('organisations')
      .values({ id, ...fields, createdAt: new Date(nowMs) })
      .returningAll()
      .executeTakeFirstOrThrow()
    await ctx.keys.createOrganisationKeys(tx, id, nowMs)
    await createAuditChain(tx, ctx, id)
    return row
  })
}

/** Undefined when there is none. */
export const findOrganisation = (db: Db, organisationId: string): Promise<OrganisationRow | undefined> =>
  db.selectFrom('organisations').selectAll().where('id', '=', organisationId).executeTakeFirst()

/** All of them, oldest first; for the operator's command line. */
export const listOrganisations = (db: Db): Promise<OrganisationRow[]> =>
  db.selectFrom('organisations').selectAll().orderBy('id').execute()

/** What administrators may change about their organisation; what is left out stays. */
export interface OrganisationChange {
  readonly requireFlash?: boolean | undefined
  readonly palette?: Palette | undefined
  readonly kycValidDays?: number | undefined
  readonly fourEyesOverride?: boolean | undefined
  readonly retentionDays?: number | null | undefined
  readonly clientTokenOrigins?: readonly string[] | undefined
}

/** Changes settings; the audit log keeps what they became. */
export async function changeOrganisation(
  ctx: StoreContext,
  organisationId: string,
  change: OrganisationChange,
  actor: string,
): Promise<OrganisationRow> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return inTransaction(ctx.db, async (tx) => {
    const row = await tx
      .updateTable('organisations')
      .set({ id: organisationId, ...given })
      .where('id', '=', organisationId)
      .returningAll()
      .executeTakeFirstOrThrow()
    await appendAudit(tx, ctx, organisationId, {
      actor,
      action: 'organisation.changed',
      subject: organisationId,
      details: given,
    })
    return row
  })
}
