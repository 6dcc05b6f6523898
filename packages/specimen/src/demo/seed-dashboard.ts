import { createKartuClient, secretBytes } from '@kartu/contract'
import { inventCard } from '../card/invent-card.ts'
import { composeBundle } from '../compose-bundle.ts'
import { simulateCapture } from '../simulate-capture.ts'
import { DESK_CASES, type DeskCase } from './desk-cases.ts'

export interface SeedOrder {
  readonly baseUrl: string
  readonly apiKey: string
  /** Signs captures without a flash. */
  readonly captureSecret: string
  readonly seed: string
  /** Only the first so many; all by default. */
  readonly limit?: number
  readonly onCase: (seeded: SeededCase) => void
}

export interface SeededCase {
  readonly fullName: string
  readonly species: string
  readonly customerId: string
  readonly bundleId: string
  readonly verificationId: string
  readonly verdict: string
  readonly assuranceTier: string
}

/** Fills a service with simulated applicants through its API, as an institution's own pages would. */
export async function seedDashboard(order: SeedOrder): Promise<SeededCase[]> {
  const seeded: SeededCase[] = []
  for (const [index, row] of DESK_CASES.slice(0, order.limit).entries()) {
    const one = await submitCase(order, row, index)
    seeded.push(one)
    order.onCase(one)
  }
  return seeded
}

async function submitCase(order: SeedOrder, row: DeskCase, index: number): Promise<SeededCase> {
  const { fullName, species, device, flash, stage, alter } = row
  const client = createKartuClient({ baseUrl: order.baseUrl, apiKey: order.apiKey })
  const { customer } = await client.createCustomer({
    fullName,
    externalId: `APP-${order.seed}-${String(index + 1).padStart(4, '0')}`,
  })
  const issued =
    flash === 'none' ? null : (await client.issueChallenge({ customerId: customer.id })).flashChallenge
  const invented = inventCard(`desk-${order.seed}-${index}`)
  const capture = await simulateCapture({
    card: alter === undefined ? invented : alter(invented),
    species,
    device,
    challenge: flash === 'asked' ? issued : null,
    seed: `desk-${order.seed}-${index}`,
    ...(stage === undefined ? {} : { stage }),
  })
  const { verification, ktpBundle } = await client.signAndSubmitCapture({
    customerId: customer.id,
    bundle: composeBundle(capture, issued?.nonce ?? null, Date.now()),
    secret: secretBytes(issued?.hmacSecret ?? order.captureSecret),
  })
  return {
    fullName,
    species,
    customerId: customer.id,
    bundleId: ktpBundle.id,
    verificationId: verification.id,
    verdict: ktpBundle.verdict,
    assuranceTier: ktpBundle.assuranceTier,
  }
}
