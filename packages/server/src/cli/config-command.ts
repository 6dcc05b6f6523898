import { describeConfig } from '../config.ts'
import type { Command } from './command.ts'

/** `kartu config`. */
export const configCommand: Command = {
  name: 'config',
  summary: 'Print the resolved configuration, secrets masked.',
  usage: '',
  options: {},
  run({ config, print }) {
    for (const [name, value] of Object.entries(describeConfig(config))) print(`${name}=${value}`)
    return Promise.resolve(0)
  },
}
