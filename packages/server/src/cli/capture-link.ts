import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LIMITS } from '@kartu/contract'
import { KartuError } from '@kartu/core'
import { authenticateApiKey } from '../store/api-keys.ts'
import { issueClientToken } from '../store/client-tokens.ts'
import { createCustomer } from '../store/customers.ts'
import type { SandboxCredentials } from '../store/sandbox.ts'
import { optionalText } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, withStore } from './with-store.ts'

/** `kartu capture-link`: a way into the capture page without writing an integration first. Sandbox only. */
export const captureLink: Command = {
  name: 'capture-link',
  summary: 'Print a link to the capture page for a new sandbox customer, good for one hour.',
  usage: '[--specimen bona_fide|oled_phone_replay] [--lang id|en]',
  options: { specimen: { type: 'string' }, lang: { type: 'string' } },
  async run({ config, values, print }) {
    return withStore(config, async ({ ctx }) => {
      const text = await readFile(join(config.dataDir, 'sandbox.json'), 'utf8').catch(() => '{}')
      const { apiKey = '' } = JSON.parse(text) as Partial<SandboxCredentials>
      const found = await authenticateApiKey(ctx, apiKey)
      if (found === undefined) {
        throw new KartuError('sandbox_missing', 'This data directory has no sandbox: run "npm start" first')
      }
      const baseUrl = config.publicUrl ?? `http://${config.host}:${config.port}`
      const { row } = await createCustomer(ctx, found.organisation.id, { actor: OPERATOR })
      const { token } = await issueClientToken(ctx, found.organisation.id, {
        customerId: row.id,
        apiKeyId: found.apiKey.id,
        origins: [new URL(baseUrl).origin],
        ttlMs: LIMITS.clientTokenTtlMsMax,
      })
      // In the fragment: browsers send it to nobody, so no log or referrer ever holds the token.
      const order = new URLSearchParams({ token, customer: row.id })
      for (const name of ['specimen', 'lang']) {
        const value = optionalText(values, name)
        if (value !== undefined) order.set(name, value)
      }
      print(`${baseUrl}/capture#${order.toString()}`)
      return 0
    })
  },
}
