// Writes the body of one simulated capture to standard output: what a web SDK would post for a specimen card.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { challengeResponseSchema, secretBytes, signBundle } from '@kartu/contract'
import { composeBundle } from '../compose-bundle.ts'
import { inventCard } from '../card/invent-card.ts'
import { DEVICE_PROFILES } from '../optics/device-profile.ts'
import { simulateCapture } from '../simulate-capture.ts'
import { SPECIES } from '../species/species-table.ts'

const USAGE = `Usage: npm run -s specimen -- --customer ID (--challenge FILE | --capture-secret FILE) [--seed TEXT]
                          [--species ${SPECIES.map((row) => row.id).join('|')}]
                          [--device ${DEVICE_PROFILES.map((row) => row.name).join('|')}]

  --challenge FILE       the answer to "issue a flash challenge": photographs the card under its colours
  --capture-secret FILE  a sandbox.json: photographs the card without a flash and signs with its capture secret`

const { values } = parseArgs({
  options: {
    customer: { type: 'string' },
    challenge: { type: 'string' },
    'capture-secret': { type: 'string' },
    seed: { type: 'string', default: 'specimen' },
    species: { type: 'string', default: 'bona_fide' },
    device: { type: 'string', default: 'phone-midrange' },
    help: { type: 'boolean', default: false },
  },
})

/** What signs the bundle, and the colours to photograph under. */
function readSigner() {
  if (values.challenge !== undefined) {
    const { flashChallenge } = challengeResponseSchema.parse(
      JSON.parse(readFileSync(values.challenge, 'utf8')),
    )
    return { nonce: flashChallenge.nonce, secret: flashChallenge.hmacSecret, challenge: flashChallenge }
  }
  const sandbox: unknown = JSON.parse(readFileSync(values['capture-secret'] ?? '', 'utf8'))
  const secret =
    typeof sandbox === 'object' && sandbox !== null && 'captureSecret' in sandbox && sandbox.captureSecret
  if (typeof secret !== 'string') throw new Error('the file holds no captureSecret')
  return { nonce: null, secret, challenge: null }
}

if (
  values.help ||
  values.customer === undefined ||
  (values.challenge ?? values['capture-secret']) === undefined
) {
  console.error(USAGE)
  process.exit(values.help ? 0 : 2)
}
const signer = readSigner()
const capture = await simulateCapture({
  card: inventCard(values.seed),
  species: values.species,
  device: values.device,
  challenge: signer.challenge,
  seed: values.seed,
})
const bundle = await signBundle(composeBundle(capture, signer.nonce, Date.now()), secretBytes(signer.secret))
process.stdout.write(JSON.stringify({ customerId: values.customer, bundle }))
