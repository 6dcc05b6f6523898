import { rewrapOrganisationKeys, rotateOrganisationKey } from '../keys/rotate-keys.ts'
import { listOrganisations } from '../store/organisations.ts'
import { optionalText } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, requireOrganisation, withStore } from './with-store.ts'

/** `kartu keys rotate`. */
export const keysRotate: Command = {
  name: 'keys rotate',
  summary:
    'Give organisations new keys, or with --master rewrap theirs under the newest key of the master key file.',
  usage: '[--org <id>] [--master]',
  options: { org: { type: 'string' }, master: { type: 'boolean' } },
  async run({ config, values, print }) {
    const only = optionalText(values, 'org')
    return withStore(config, async (store) => {
      if (values['master'] === true) {
        const { version, rewrapped } = await rewrapOrganisationKeys(store.ctx, store.master, OPERATOR)
        print(
          `master key ${version}: ${rewrapped} organisation keys rewrapped; older master keys are no longer needed`,
        )
        return 0
      }
      const organisations =
        only === undefined ? await listOrganisations(store.ctx.db) : [await requireOrganisation(store, only)]
      for (const { id } of organisations) {
        const { version, rewrapped } = await rotateOrganisationKey(store.ctx, store.master, id, OPERATOR)
        print(`${id}\tkey ${version}\t${rewrapped} keys rewrapped`)
      }
      return 0
    })
  },
}
