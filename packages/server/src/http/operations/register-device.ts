import { deviceRequestSchema, type DeviceResponse } from '@kartu/contract'
import { registerDevice as register } from '../../store/devices.ts'
import { defineOperation } from '../operation.ts'

/** Registers a native installation and gives out its signing secret, once (contract §4). */
export const registerDevice = defineOperation({
  id: 'registerDevice',
  body: deviceRequestSchema,
  async handle({ principal, body }, { ctx }) {
    const { row, secret } = await register(ctx, principal.organisationId, {
      platform: body.platform,
      label: body.label ?? null,
      actor: principal.principalId,
    })
    const answer: DeviceResponse = {
      device: {
        id: row.id,
        platform: row.platform,
        label: row.label,
        createdAt: row.createdAt.toISOString(),
        secret,
      },
    }
    return { status: 201, body: answer }
  },
})
