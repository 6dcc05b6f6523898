import { mkdirSync, writeFileSync } from 'node:fs'
import { hostileCases, validCases } from './signature-vector-list.ts'
import { SECRETS, leastBundle, signingKey } from './signature-cases.ts'

/** Writes vectors/signature/*.json. Every other implementation of the signature is checked against them. */
const NOTES = {
  CanonicalForm: 'Two texts of one value have one signature (RFC 8785).',
  FrameDigest: 'A frame enters the signature as the SHA-256 of its decoded bytes.',
  KeyDerivation: 'The signing key depends on the row: secret, salt and info (contract §4).',
  ModifiedBundle: 'The bundle was changed after it was signed.',
  SignatureForm: 'The signature is exactly 64 lower-case hexadecimal digits.',
  HostileJson: 'JSON that parsers read differently is refused before anything is verified.',
  HostileBase64: 'A frame has one spelling: padded standard base64.',
  UnknownField: 'Members that nobody knows are signed too.',
}

const cases = [...validCases(), ...hostileCases()]
const key = signingKey('challenge', leastBundle('challenge'))
const hmacKeys = [
  { comment: 'base64url without padding', sent: key.toString('base64url'), result: 'valid' },
  { comment: 'with padding', sent: `${key.toString('base64url')}=`, result: 'invalid' },
  { comment: 'the standard alphabet', sent: key.toString('base64').replace('=', ''), result: sameText(key) },
  { comment: 'hexadecimal', sent: key.toString('hex'), result: 'invalid' },
  { comment: 'one byte short', sent: key.subarray(1).toString('base64url'), result: 'invalid' },
  {
    comment: 'one byte long',
    sent: Buffer.concat([key, Buffer.alloc(1)]).toString('base64url'),
    result: 'invalid',
  },
  { comment: 'another key', sent: Buffer.alloc(32).toString('base64url'), result: 'invalid' },
  { comment: 'the secret itself', sent: SECRETS.challenge, result: 'invalid' },
  { comment: 'nothing', sent: '', result: 'invalid' },
  {
    comment: 'trailing bits that are not zero',
    sent: trailingBits(key.toString('base64url')),
    result: 'invalid',
  },
]

const folder = new URL('../../../vectors/signature/', import.meta.url)
mkdirSync(folder, { recursive: true })
write('ktp-capture-signature.json', {
  algorithm: 'KTP-CAPTURE-HMAC-SHA256',
  schema: 'ktp-capture-signature.schema.json',
  numberOfTests: cases.length + hmacKeys.length,
  notes: NOTES,
  secrets: SECRETS,
  tests: cases.map((test, i) => ({ tcId: i + 1, ...test })),
  hmacKeyTests: hmacKeys.map((test, i) => ({
    tcId: cases.length + i + 1,
    signingKeyHex: key.toString('hex'),
    ...test,
  })),
})
write('ktp-capture-signature.schema.json', vectorSchema(Object.keys(NOTES)))

function write(name: string, content: unknown): void {
  writeFileSync(new URL(name, folder), `${JSON.stringify(content, null, 2)}\n`)
}

function sameText(bytes: Buffer): string {
  return /[+/]/.test(bytes.toString('base64')) ? 'invalid' : 'valid'
}

/** 43 characters carry 258 bits: the last two are free, and only one spelling has them zero. */
function trailingBits(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) + 1]
}

function vectorSchema(flags: string[]): object {
  const text = { type: 'string' }
  const id = { type: 'integer', minimum: 1 }
  const result = { type: 'string', enum: ['valid', 'invalid'] }
  const strings = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]))
  const object = (properties: object, required = Object.keys(properties)) => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  })
  const test = {
    tcId: id,
    comment: text,
    flags: { type: 'array', items: { type: 'string', enum: flags } },
    result,
    /** The bundle as its JSON text. */
    bundle: text,
    ...strings('row', 'manifest', 'signingKeyHex', 'error'),
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...object({
      ...strings('algorithm', 'schema'),
      numberOfTests: id,
      notes: { type: 'object', additionalProperties: text },
      secrets: object(strings('challenge', 'device', 'raw')),
      tests: { type: 'array', items: object(test, ['tcId', 'comment', 'flags', 'result', 'bundle']) },
      hmacKeyTests: {
        type: 'array',
        items: object({ tcId: id, ...strings('signingKeyHex', 'comment', 'sent'), result }),
      },
    }),
  }
}
