import { organisationChangeRequestSchema } from '@kartu/contract'
import { changeOrganisation as change } from '../../../store/organisations.ts'
import { defineOperation } from '../../operation.ts'
import { describeSettings } from '../../wire/describe-settings.ts'

export const changeOrganisation = defineOperation({
  id: 'changeOrganisation',
  body: organisationChangeRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { requireFlash, palette, kycValidDays, fourEyesOverride, retentionDays, clientTokenOrigins } = body
    const row = await change(
      ctx,
      principal.organisationId,
      { requireFlash, palette, kycValidDays, fourEyesOverride, retentionDays, clientTokenOrigins },
      principal.principalId,
    )
    return { status: 200, body: describeSettings(row) }
  },
})
