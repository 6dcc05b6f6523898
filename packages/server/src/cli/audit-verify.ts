import { verifyAuditChain } from '../audit/verify-audit-chain.ts'
import { listOrganisations } from '../store/organisations.ts'
import { optionalText } from './arguments.ts'
import type { Command } from './command.ts'
import { requireOrganisation, withStore } from './with-store.ts'

/** `kartu audit verify`. */
export const auditVerify: Command = {
  name: 'audit verify',
  summary:
    'Recompute the audit chain and list altered, missing, unlinked or cut-off rows; exits 1 when it finds any.',
  usage: '[--org <id>]',
  options: { org: { type: 'string' } },
  async run({ config, values, print }) {
    const only = optionalText(values, 'org')
    return withStore(config, async (store) => {
      const organisations =
        only === undefined ? await listOrganisations(store.ctx.db) : [await requireOrganisation(store, only)]
      let isWhole = true
      for (const { id } of organisations) {
        const report = await verifyAuditChain(store.ctx.db, store.ctx.keys, id)
        print(`${id}\t${report.rows} rows\t${report.faults.length === 0 ? 'whole' : 'BROKEN'}`)
        for (const { sequence, code } of report.faults) print(`${id}\trow ${sequence}\t${code}`)
        isWhole &&= report.faults.length === 0
      }
      return isWhole ? 0 : 1
    })
  },
}
