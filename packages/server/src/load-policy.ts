import { readFile } from 'node:fs/promises'
import { KartuError, parseFusionPolicy } from '@kartu/core'

/** `policy/` at the root of the project: versioned, and part of every release. */
const POLICY_FILE = new URL('../../../policy/fusion.json', import.meta.url)

/**
 * Reads the fusion policy, checked, as the JSON that workers can be handed.
 * @throws KartuError `policy_missing` | `policy_invalid`
 */
export async function loadPolicy(): Promise<unknown> {
  const text = await readFile(POLICY_FILE, 'utf8').catch(() => {
    throw new KartuError('policy_missing', 'policy/fusion.json cannot be read')
  })
  const policy = JSON.parse(text) as unknown
  parseFusionPolicy(policy)
  return policy
}
