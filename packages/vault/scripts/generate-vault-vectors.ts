import { createCipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'

/**
 * Writes vectors/vault/*.json: known answers by packages/vault/SPEC.md, computed here a second time, without the code that they
 * test. Keys and IVs are fixed: never use one of them.
 */
type Part = string | number | Buffer

const fixed = (name: string, length: number) =>
  Buffer.from(hkdfSync('sha256', name, '', 'kartu vault vector', length))
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

function lp(...parts: Part[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'object' ? part : Buffer.from(`${part}`)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

function hkdf(key: Buffer, salt: Buffer, ...info: Part[]): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, lp('kartu/vault/v1', ...info), 32))
}

function gcm(key: Buffer, iv: Buffer, aad: Buffer, plaintext: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

interface Place {
  organisation: string
  owner: string
  kind: string
  index: number
}

function recordVector(comment: string, place: Place, plaintext: Buffer) {
  const { organisation, owner, kind, index } = place
  const key = fixed(`key ${owner}`, 32)
  const iv = fixed(`iv ${owner} ${kind} ${index}`, 12)
  const hash = kind === 'frame' ? sha256(plaintext) : Buffer.alloc(0)
  const salt = Buffer.from(owner)
  const aad = lp(1, organisation, owner, kind, index, hash, plaintext.length)
  const body = gcm(hkdf(key, salt, 'record', kind, index), iv, aad, plaintext)
  const sealed = Buffer.concat([
    Buffer.from('KREC\x01\x01', 'latin1'),
    hkdf(key, salt, 'record-commitment', kind, index),
    iv,
    body,
  ])
  const context = { ...place, contentSha256: kind === 'frame' ? hash.toString('hex') : null }
  return {
    comment,
    keyHex: hex(key),
    ivHex: hex(iv),
    context,
    plaintextHex: hex(plaintext),
    aadHex: hex(aad),
    sealedHex: hex(sealed),
  }
}

function wrapVector(
  comment: string,
  purpose: string,
  organisation: string,
  owner: string,
  versions: [number, number],
) {
  const [wrapping, inner] = [fixed(`wrapping ${owner}`, 32), fixed(`inner ${owner}`, 32)]
  const iv = fixed(`iv ${purpose} ${owner}`, 12)
  const fields = Buffer.alloc(14)
  fields.write('KKEY\x01\x01', 'latin1')
  fields.writeUInt32BE(versions[0], 6)
  fields.writeUInt32BE(versions[1], 10)
  const header = Buffer.concat([fields, sha256(fields).subarray(0, 8)])
  const salt = sha256(lp(purpose, organisation, owner))
  const body = gcm(hkdf(wrapping, salt, 'wrap'), iv, lp(1, header, purpose, organisation, owner), inner)
  return {
    comment,
    wrappingKeyHex: hex(wrapping),
    wrappingVersion: versions[0],
    innerKeyHex: hex(inner),
    innerVersion: versions[1],
    ivHex: hex(iv),
    binding: { purpose, organisation, owner },
    wrappedHex: hex(Buffer.concat([header, hkdf(wrapping, salt, 'wrap-commitment'), iv, body])),
  }
}

function nikVector(organisation: string, nik: string) {
  const pepper = fixed(`pepper ${organisation}`, 32)
  const key = hkdf(pepper, Buffer.from(organisation), 'nik-hash')
  return {
    pepperHex: hex(pepper),
    organisation,
    nik,
    nikHash: createHmac('sha256', key).update(lp(organisation, nik)).digest('hex'),
  }
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex')
}

const bundle = { organisation: 'org_01J0000000000000000000000A', owner: 'ktpb_01J0000000000000000000000A' }
const vectors = {
  algorithm: 'KARTU-VAULT-1',
  specification: 'packages/vault/SPEC.md',
  records: [
    recordVector(
      'a frame',
      { ...bundle, kind: 'frame', index: 0 },
      Buffer.from('ffd8ffe000104a464946', 'hex'),
    ),
    recordVector(
      'another frame of the bundle',
      { ...bundle, kind: 'frame', index: 11 },
      Buffer.from('89504e470d0a1a0a', 'hex'),
    ),
    recordVector(
      'fields, without a content hash',
      { ...bundle, kind: 'card_reading', index: 0 },
      Buffer.from('{"nik":"3171012501900000"}'),
    ),
    recordVector('nothing', { ...bundle, kind: 'note', index: 1 }, Buffer.alloc(0)),
    recordVector(
      'an owner beyond ASCII',
      { organisation: 'org_é', owner: 'cus_\u{1f600}', kind: 'name', index: 4294967296 },
      Buffer.from('SPESIMEN'),
    ),
  ],
  wrappedKeys: [
    wrapVector('an organisation key under a master key', 'organisation', 'org_A', 'org_A', [1, 1]),
    wrapVector('a customer key under a later organisation key', 'customer', 'org_A', 'cus_A', [258, 1]),
    wrapVector('the largest versions', 'bundle', 'org_A', 'ktpb_A', [0xffffffff, 0xffffffff]),
  ],
  nikHashes: [nikVector('org_A', '3171012501900000'), nikVector('org_B', '3171012501900000')],
}

const folder = new URL('../../../vectors/vault/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('vault.json', folder), `${JSON.stringify(vectors, null, 2)}\n`)
