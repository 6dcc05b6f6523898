import { createKeyFile } from '../adapters/master-key-file.ts'
import { systemRandomness } from '../adapters/system-randomness.ts'
import { onlyPositional } from './arguments.ts'
import type { Command } from './command.ts'

/** `kartu keys create-master`. */
export const keysCreateMaster: Command = {
  name: 'keys create-master',
  summary: 'Write a new master key file, mode 0600, for MASTER_KEY_FILE; keep a copy in a safe.',
  usage: '<path>',
  options: {},
  async run({ positionals, print }) {
    const path = onlyPositional(positionals, 'path')
    await createKeyFile(path, systemRandomness)
    print(`wrote ${path}`)
    return 0
  },
}
