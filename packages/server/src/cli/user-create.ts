import { ROLES, userCreateRequestSchema } from '@kartu/contract'
import { createUser } from '../store/users.ts'
import { choice, requiredText, usageInvalid } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, requireOrganisation, withStore } from './with-store.ts'

/** `kartu user-create`. */
export const userCreate: Command = {
  name: 'user-create',
  summary: 'Create a user of the desk; the one-time password is shown this once.',
  usage: `--org <id> --email <address> --name <name> [--role ${ROLES.join('|')}]`,
  options: {
    org: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
  },
  async run({ config, values, print }) {
    const organisationId = requiredText(values, 'org')
    const user = userCreateRequestSchema.safeParse({
      email: requiredText(values, 'email'),
      name: requiredText(values, 'name'),
      role: choice(values, 'role', ROLES, 'administrator'),
    })
    if (!user.success) throw usageInvalid('--email is an address, --name at most 200 characters')
    return withStore(config, async (store) => {
      await requireOrganisation(store, organisationId)
      const { row, firstPassword } = await createUser(store.ctx, organisationId, user.data, OPERATOR)
      print(`id\t${row.id}`)
      print(`role\t${row.role}`)
      print(`one-time password\t${firstPassword}`)
      return 0
    })
  },
}
