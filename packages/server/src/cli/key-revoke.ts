import { revokeApiKey } from '../store/api-keys.ts'
import { onlyPositional, requiredText } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, requireOrganisation, withStore } from './with-store.ts'

/** `kartu key revoke`. */
export const keyRevoke: Command = {
  name: 'key revoke',
  summary: 'Revoke an API key and every client token issued with it, at once.',
  usage: '--org <id> <key id>',
  options: { org: { type: 'string' } },
  async run({ config, values, positionals, print }) {
    const organisationId = requiredText(values, 'org')
    const keyId = onlyPositional(positionals, 'key id')
    return withStore(config, async (store) => {
      await requireOrganisation(store, organisationId)
      const isRevoked = await revokeApiKey(store.ctx, organisationId, keyId, OPERATOR)
      print(isRevoked ? `revoked ${keyId}` : `no active key ${keyId}`)
      return isRevoked ? 0 : 1
    })
  },
}
