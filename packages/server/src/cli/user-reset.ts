import { KartuError } from '@kartu/core'
import { findUserByEmail, resetUser } from '../store/users.ts'
import { onlyPositional } from './arguments.ts'
import type { Command } from './command.ts'
import { OPERATOR, withStore } from './with-store.ts'

/** `kartu user-reset`: the way back in when no administrator is left who could. */
export const userReset: Command = {
  name: 'user-reset',
  summary: 'Give a user of the desk a new one-time password; their second step and their sessions end.',
  usage: '<e-mail address>',
  options: {},
  async run({ config, positionals, print }) {
    const email = onlyPositional(positionals, 'e-mail address').toLowerCase()
    return withStore(config, async ({ ctx }) => {
      const user = await findUserByEmail(ctx.db, email)
      if (user === undefined) throw new KartuError('user_not_found', 'Nobody signs in with this address')
      const { firstPassword } = await resetUser(ctx, user.organisationId, user.id, OPERATOR)
      print(`id\t${user.id}`)
      print(`one-time password\t${firstPassword}`)
      return 0
    })
  },
}
