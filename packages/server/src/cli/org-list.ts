import { listOrganisations } from '../store/organisations.ts'
import type { Command } from './command.ts'
import { withStore } from './with-store.ts'

/** `kartu org list`. */
export const orgList: Command = {
  name: 'org list',
  summary: 'List organisations: id, mode, creation day, name.',
  usage: '',
  options: {},
  async run({ config, print }) {
    return withStore(config, async ({ ctx }) => {
      for (const { id, mode, createdAt, name } of await listOrganisations(ctx.db)) {
        print([id, mode, createdAt.toISOString().slice(0, 10), name].join('\t'))
      }
      return 0
    })
  },
}
