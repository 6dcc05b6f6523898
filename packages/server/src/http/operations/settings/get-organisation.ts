import { defineOperation } from '../../operation.ts'
import { describeSettings } from '../../wire/describe-settings.ts'

export const getOrganisation = defineOperation({
  id: 'getOrganisation',
  async handle({ principal }) {
    return { status: 200, body: describeSettings(principal.organisation) }
  },
})
