import { registerDevice } from '../store/devices.ts'
import { choice, optionalText, requiredText } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, requireOrganisation, withStore } from './with-store.ts'

const NATIVE_PLATFORMS = ['ios', 'android', 'rn-ios', 'rn-android', 'flutter'] as const

/** `kartu device register`. */
export const deviceRegister: Command = {
  name: 'device register',
  summary: 'Register a native device; its secret is shown this once.',
  usage: '--org <id> [--platform ios|android|rn-ios|rn-android|flutter] [--label <text>]',
  options: { org: { type: 'string' }, platform: { type: 'string' }, label: { type: 'string' } },
  async run({ config, values, print }) {
    const organisationId = requiredText(values, 'org')
    const platform = choice(values, 'platform', NATIVE_PLATFORMS, 'android')
    const label = optionalText(values, 'label') ?? null
    return withStore(config, async (store) => {
      await requireOrganisation(store, organisationId)
      const device = await registerDevice(store.ctx, organisationId, { platform, label, actor: OPERATOR })
      print(`id\t${device.row.id}`)
      print(`secret\t${device.secret}`)
      return 0
    })
  },
}
