import type { ApiKeyRow, OrganisationRow } from '../../store/tables.ts'

export const describeSettings = (row: OrganisationRow) => ({
  organisation: {
    requireFlash: row.requireFlash,
    palette: row.palette,
    kycValidDays: row.kycValidDays,
    fourEyesOverride: row.fourEyesOverride,
    retentionDays: row.retentionDays,
    clientTokenOrigins: row.clientTokenOrigins,
  },
})

export const describeApiKey = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})
