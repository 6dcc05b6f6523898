import { FIELD_NAMES, normaliseField, type FieldName } from '@kartu/core'
import { createKartuClient, secretBytes } from '@kartu/contract'
import { inventCard } from '../card/invent-card.ts'
import { composeBundle } from '../compose-bundle.ts'
import { DEVICE_PROFILES } from '../optics/device-profile.ts'
import { simulateCapture } from '../simulate-capture.ts'
import { SPECIES } from '../species/species-table.ts'

/** One capture of the demonstration and what the service made of it. */
export interface DemoRow {
  readonly species: string
  readonly genuine: boolean
  readonly device: string
  readonly flash: boolean
  readonly seed: string
  readonly verdict: string
  readonly assuranceTier: string
  readonly antiSpoof: string
  readonly tamper: string
  readonly score: number
  readonly nikCorrect: boolean
  /** Of 16: normalised values that equal the truth. */
  readonly fieldsCorrect: number
  readonly fieldsRead: number
  readonly wrongFields: readonly FieldName[]
  readonly voters: { readonly passed: string[]; readonly failed: string[]; readonly abstained: string[] }
  /** Wall milliseconds from submit to verdict. */
  readonly milliseconds: number
}

export interface DemoOrder {
  readonly baseUrl: string
  readonly apiKey: string
  /** Captures of each species. */
  readonly captures: number
  readonly seed: string
  /** Also without a flash, where `standard` is the prize. */
  readonly nonceless: boolean
  /** Needed for captures without a flash. */
  readonly captureSecret: string
  readonly onRow: (row: DemoRow) => void
}

/** Captures every species through the real API, one after the other. */
export async function runDemo(order: DemoOrder): Promise<DemoRow[]> {
  const rows: DemoRow[] = []
  for (let index = 0; index < order.captures; index++) {
    for (const species of SPECIES) {
      for (const flash of order.nonceless ? [true, false] : [true]) {
        const row = await captureOnce(order, species.id, flash, `${order.seed}-${index}`, index)
        rows.push(row)
        order.onRow(row)
      }
    }
  }
  return rows
}

async function captureOnce(
  order: DemoOrder,
  species: string,
  flash: boolean,
  seed: string,
  index: number,
): Promise<DemoRow> {
  const client = createKartuClient({ baseUrl: order.baseUrl, apiKey: order.apiKey })
  const device = DEVICE_PROFILES[index % DEVICE_PROFILES.length]?.name ?? ''
  const { customer } = await client.createCustomer({ externalId: `demo-${species}-${seed}-${flash}` })
  const issued = flash ? (await client.issueChallenge({ customerId: customer.id })).flashChallenge : null
  const capture = await simulateCapture({
    card: inventCard(`${species}-${seed}`),
    species,
    device,
    challenge: issued,
    seed: `${species}-${seed}-${flash}`,
  })
  const startedMs = performance.now()
  const receipt = await client.signAndSubmitCapture({
    customerId: customer.id,
    bundle: composeBundle(capture, issued?.nonce ?? null, Date.now()),
    secret: secretBytes(issued?.hmacSecret ?? order.captureSecret),
  })
  const milliseconds = Math.round(performance.now() - startedMs)
  const { ktpBundle } = await client.getKtpBundle(receipt.ktpBundle.id)
  const read = (name: FieldName): string | null => ktpBundle.fields?.[name]?.value ?? null
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length)
  const truth = (name: FieldName): string | null =>
    normaliseField(name, capture.truth.card.printed[name], today)
  const voters = [...receipt.antiSpoof.voters, ...receipt.tamper.voters]
  const named = (outcome: string): string[] =>
    voters.filter((voter) => voter.outcome === outcome).map((voter) => voter.name)
  return {
    species,
    genuine: capture.truth.genuine,
    device,
    flash,
    seed,
    verdict: receipt.ktpBundle.verdict,
    assuranceTier: receipt.ktpBundle.assuranceTier,
    antiSpoof: receipt.antiSpoof.fused,
    tamper: receipt.tamper.fused,
    score: receipt.verification.score,
    nikCorrect: read('nik') === truth('nik'),
    fieldsCorrect: FIELD_NAMES.filter((name) => read(name) === truth(name)).length,
    fieldsRead: FIELD_NAMES.filter((name) => read(name) !== null).length,
    wrongFields: FIELD_NAMES.filter((name) => read(name) !== null && read(name) !== truth(name)),
    voters: { passed: named('passed'), failed: named('failed'), abstained: named('abstained') },
    milliseconds,
  }
}
