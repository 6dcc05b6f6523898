import { createId } from '@kartu/core'
import { appendAudit } from '../audit/append-audit.ts'
import type { KeyKeeper } from '../keys/key-keeper.ts'
import { inTransaction } from './database.ts'
import type { StoreContext } from './store-context.ts'
import type { Db, DeviceRow } from './tables.ts'

export interface NewDevice {
  readonly platform: string
  readonly label: string | null
  readonly actor: string
}

const DEVICE_SECRET_BYTES = 32
const DEVICE_SECRET_KIND = 'device_secret'

/** Registers a native device; its secret (32 bytes as base64url) is shown once and stored sealed. */
export async function registerDevice(
  ctx: StoreContext,
  organisationId: string,
  { platform, label, actor }: NewDevice,
): Promise<{ row: DeviceRow; secret: string }> {
  const nowMs = ctx.clock.nowMs()
  const id = createId('dev', nowMs, ctx.random)
  const secret = ctx.random.bytes(DEVICE_SECRET_BYTES)
  const row = await inTransaction(ctx.db, async (tx) => {
    const inserted = await tx
      .insertInto('devices')
      .values({
        id,
        organisationId,
        platform,
        label,
        sealedSecret: await ctx.keys.sealForOrganisation(tx, organisationId, DEVICE_SECRET_KIND, id, secret),
        createdAt: new Date(nowMs),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await appendAudit(tx, ctx, organisationId, {
      actor,
      action: 'device.registered',
      subject: id,
      details: { platform },
    })
    return inserted
  })
  return { row, secret: Buffer.from(secret).toString('base64url') }
}

/** A device in use; undefined when there is none or it was revoked. */
export const findDevice = (db: Db, organisationId: string, id: string): Promise<DeviceRow | undefined> =>
  db
    .selectFrom('devices')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()

/** The device's secret, 32 bytes. */
export const revealDeviceSecret = (db: Db, keys: KeyKeeper, row: DeviceRow): Promise<Uint8Array> =>
  keys.openForOrganisation(db, row.organisationId, DEVICE_SECRET_KIND, row.id, row.sealedSecret)

/** False when there is no such device, or it was revoked before. */
export async function revokeDevice(
  ctx: StoreContext,
  organisationId: string,
  id: string,
  actor: string,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const result = await tx
      .updateTable('devices')
      .set({ revokedAt: new Date(ctx.clock.nowMs()) })
      .where('organisationId', '=', organisationId)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await appendAudit(tx, ctx, organisationId, { actor, action: 'device.revoked', subject: id })
    return true
  })
}
