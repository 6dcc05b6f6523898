import { runUntilSignal, serve } from '../main.ts'
import type { Command } from './command.ts'

/** `kartu serve`: what `npm start` runs. */
export const serveCommand: Command = {
  name: 'serve',
  summary:
    'Start the service; on a fresh data directory it creates a sandbox organisation and prints its API key.',
  usage: '',
  options: {},
  async run({ config, print }) {
    const service = await serve(config)
    print(`Kartu listens on ${service.url}`)
    print(`API reference    ${service.url}/reference/`)
    print(`Desk             ${service.url}/desk`)
    print(`Capture page     ${service.url}/capture  (a link to try it: npm run -s kartu -- capture-link)`)
    if (service.firstRun !== null) {
      const { organisationId, apiKey, captureSecret, administrator } = service.firstRun
      print('')
      print(`Sandbox organisation  ${organisationId}`)
      print(`API key               ${apiKey}`)
      print(`Capture secret        ${captureSecret}`)
      print(`Desk administrator    ${administrator.email}`)
      print(`One-time password     ${administrator.firstPassword}  (to be changed at the first sign-in)`)
      print(`They are kept in ${config.dataDir}/sandbox.json, for your eyes only.`)
    }
    await runUntilSignal(service)
    return 0
  },
}
