import { SCOPES, type Scope } from '@kartu/contract'
import { issueApiKey } from '../store/api-keys.ts'
import { optionalText, requiredText, usageInvalid } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, requireOrganisation, withStore } from './with-store.ts'

/** `kartu key create`. */
export const keyCreate: Command = {
  name: 'key create',
  summary: 'Issue an API key; key and capture secret are shown this once.',
  usage: '--org <id> --name <name> [--scopes <scope,scope,…>]',
  options: { org: { type: 'string' }, name: { type: 'string' }, scopes: { type: 'string' } },
  async run({ config, values, print }) {
    const organisationId = requiredText(values, 'org')
    const name = requiredText(values, 'name')
    const scopes = parseScopes(optionalText(values, 'scopes'))
    return withStore(config, async (store) => {
      const organisation = await requireOrganisation(store, organisationId)
      const issued = await issueApiKey(store.ctx, organisation, { name, scopes, actor: OPERATOR })
      print(`id\t${issued.row.id}`)
      print(`key\t${issued.key}`)
      print(`capture secret\t${issued.captureSecret}`)
      return 0
    })
  },
}

/** All scopes when absent; throws `usage_invalid` for an unknown one. */
function parseScopes(text: string | undefined): readonly Scope[] {
  if (text === undefined) return SCOPES
  return text.split(',').map((word) => {
    const scope = SCOPES.find((candidate) => candidate === word.trim())
    if (scope === undefined) throw usageInvalid(`--scopes are of ${SCOPES.join(', ')}`)
    return scope
  })
}
