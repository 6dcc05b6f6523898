import { createOrganisation } from '../store/organisations.ts'
import { choice, optionalText, requiredText, usageInvalid } from './arguments.ts'
import type { Command } from './command.ts'
import { withStore } from './with-store.ts'

const MAX_KYC_DAYS = 3650

/** `kartu org create`. */
export const orgCreate: Command = {
  name: 'org create',
  summary: 'Create an organisation and print its id.',
  usage:
    '--name <name> [--mode sandbox|live] [--palette standard|calm] [--require-flash] [--kyc-days <1–3650>]',
  options: {
    name: { type: 'string' },
    mode: { type: 'string' },
    palette: { type: 'string' },
    'require-flash': { type: 'boolean' },
    'kyc-days': { type: 'string' },
  },
  async run({ config, values, print }) {
    const name = requiredText(values, 'name')
    const mode = choice(values, 'mode', ['sandbox', 'live'], 'sandbox')
    const palette = choice(values, 'palette', ['standard', 'calm'], 'standard')
    const kycDays = optionalText(values, 'kyc-days')
    if (
      kycDays !== undefined &&
      !(Number.isInteger(Number(kycDays)) && Number(kycDays) >= 1 && Number(kycDays) <= MAX_KYC_DAYS)
    ) {
      throw usageInvalid(`--kyc-days is a whole number from 1 to ${MAX_KYC_DAYS}`)
    }
    return withStore(config, async ({ ctx }) => {
      const requireFlash = values['require-flash'] === true
      const kycValidDays = kycDays === undefined ? {} : { kycValidDays: Number(kycDays) }
      const organisation = await createOrganisation(ctx, {
        name,
        mode,
        palette,
        requireFlash,
        ...kycValidDays,
      })
      print(organisation.id)
      return 0
    })
  },
}
