import type { Command } from './command.ts'
import { withStore } from './with-store.ts'

/** `kartu migrate`. */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database up to date; `serve` does it by itself.',
  usage: '',
  options: {},
  async run({ config, print }) {
    return withStore(config, async ({ migrated }) => {
      for (const name of migrated) print(`applied ${name}`)
      if (migrated.length === 0) print('up to date')
      return 0
    })
  },
}
