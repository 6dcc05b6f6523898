import { listApiKeys } from '../store/api-keys.ts'
import { requiredText } from './arguments.ts'
import type { Command } from './command.ts'
import { requireOrganisation, withStore } from './with-store.ts'

/** `kartu key list`. */
export const keyList: Command = {
  name: 'key list',
  summary: "List an organisation's API keys: id, state, scopes, name.",
  usage: '--org <id>',
  options: { org: { type: 'string' } },
  async run({ config, values, print }) {
    const organisationId = requiredText(values, 'org')
    return withStore(config, async (store) => {
      await requireOrganisation(store, organisationId)
      for (const { id, revokedAt, scopes, name } of await listApiKeys(store.ctx.db, organisationId)) {
        print([id, revokedAt === null ? 'active' : 'revoked', scopes.join(','), name].join('\t'))
      }
      return 0
    })
  },
}
