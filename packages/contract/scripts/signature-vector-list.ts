import {
  CAPTURED_AT,
  FRAMES,
  NONCE,
  SECRETS,
  base64,
  canonical,
  hkdf,
  hmac,
  inputKey,
  leastBundle,
  manifest,
  mismatched,
  sha256,
  sign,
  signed,
  signingKey,
} from './signature-cases.ts'
import type { Json, Row, UnsignedVector } from './signature-cases.ts'

export interface SignatureCase {
  readonly comment: string
  readonly flags: readonly string[]
  readonly result: 'valid' | 'invalid'
  /** Code of docs/ERRORS.md, for an invalid one. */
  readonly error?: string
  readonly bundle: string
  readonly row?: Row
  readonly manifest?: string
  readonly signingKeyHex?: string
}

const ROWS: readonly Row[] = ['challenge', 'device', 'raw']

export function validCases(): SignatureCase[] {
  const least = leastBundle('challenge')
  const full = { ...least, ...richMembers() }
  const raw = leastBundle('raw')
  return [
    ...ROWS.map((row) =>
      valid(row, `the least bundle, signed with the ${row} secret`, ['KeyDerivation'], leastBundle(row)),
    ),
    valid('device', 'a device with a nonce: the nonce is the salt', ['KeyDerivation'], {
      ...leastBundle('device'),
      flashChallengeNonce: NONCE,
    }),
    valid('challenge', 'every member that the contract names', ['CanonicalForm'], full),
    valid('challenge', 'unknown members at several depths', ['UnknownField'], {
      ...least,
      lens: { zoom: [1, 1.5, { macro: true }] },
      '': null,
    }),
    valid('raw', 'keys sorted by UTF-16 units, not by code points', ['CanonicalForm'], {
      ...raw,
      '\ufb33': 1,
      '\u{1f600}': 2,
      '\u20ac': 3,
      '\r': 4,
      '1': 5,
    }),
    valid('raw', 'control characters and characters that need no escape', ['CanonicalForm'], {
      ...raw,
      note: '\u0000\u001f\b\t\n\f\r"\\/\u007f\u2028',
    }),
    valid(
      'raw',
      'composed and decomposed text are different text, and both can be signed',
      ['CanonicalForm'],
      { ...raw, note: 'e\u0301 \u00e9' },
    ),
    valid('raw', 'numbers at the edges of a double', ['CanonicalForm'], {
      ...raw,
      note: [0, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991, 0.1],
    }),
    spelled(
      'members in another order and blanks between them',
      JSON.stringify(reordered({ ...least, signature: sign('challenge', least) }), null, '\t'),
    ),
    spelled('numbers in other forms: 1.0, 10E-1, -0', numbersRespelled()),
    spelled(
      'escapes instead of characters',
      signed('raw', { ...raw, note: 'é/A' }).replace('é/A', '\\u00e9\\/\\u0041'),
    ),
    spelled(
      'a data-URL prefix does not enter the digest',
      mismatched('challenge', least, {
        ...least,
        frames: least.frames.map((text) => `data:image/jpeg;base64,${text}`),
      }),
    ),
    spelled(
      'a data-URL prefix that names another type',
      mismatched('challenge', least, {
        ...least,
        frames: least.frames.map((text) => `data:text/html;base64,${text}`),
      }),
    ),
  ].map((test) => (test.flags.length > 0 ? test : { ...test, flags: ['CanonicalForm'] }))
}

export function hostileCases(): SignatureCase[] {
  return [...modified(), ...wronglyDerived(), ...wrongForms(), ...hostileTexts()]
}

function modified(): SignatureCase[] {
  const bundle: UnsignedVector = { ...leastBundle('challenge'), ...richMembers() }
  const change = (comment: string, sent: UnsignedVector, flag = 'ModifiedBundle') =>
    invalid(comment, [flag], mismatched('challenge', bundle, sent))
  const [first = '', second = ''] = bundle.frames
  const { sdkVersion: _sdkVersion, ...shorter } = bundle
  const tail = Buffer.concat([(FRAMES[0] ?? Buffer.alloc(0)).subarray(0, 9), Buffer.from([0xff, 0xff])])
  return [
    change('two frames swapped', { ...bundle, frames: [second, first] }, 'FrameDigest'),
    change('a frame taken out', { ...bundle, frames: [first] }, 'FrameDigest'),
    change('a frame sent twice', { ...bundle, frames: [first, first] }, 'FrameDigest'),
    change(
      'a frame with the same first bytes and another end',
      { ...bundle, frames: [base64(tail), second] },
      'FrameDigest',
    ),
    change(
      'a frame given as its own digest',
      { ...bundle, frames: [base64(Buffer.from(sha256(FRAMES[0] ?? ''))), second] },
      'FrameDigest',
    ),
    change('an unknown member added', { ...bundle, approved: true }, 'UnknownField'),
    change('a null member added', { ...bundle, deviceAttestation: null }, 'UnknownField'),
    change('a member taken out', shorter as UnsignedVector),
    change('decomposed instead of composed text', { ...bundle, ocrFields: { placeOfBirth: 'CAFE\u0301' } }),
    change('the last bit of a number', { ...bundle, ocrConfidence: { nik: 0.9800000000000001 } }),
    change('a number turned into text', { ...bundle, ocrConfidence: { nik: '0.98' } }),
    change('samples in another order', {
      ...bundle,
      flashSamples: [...(bundle['flashSamples'] as Json[])].reverse(),
    }),
    change('one instant in another spelling', { ...bundle, capturedAt: CAPTURED_AT.replace('Z', '+00:00') }),
    change('the nonce of another challenge', { ...bundle, flashChallengeNonce: NONCE.replace('3', '4') }),
    change(
      'a device added, which changes the row',
      { ...bundle, deviceId: 'dev_01J0000000000000000000000A' },
      'KeyDerivation',
    ),
    change('the nonce taken out, which changes the row', withoutNonce(bundle), 'KeyDerivation'),
  ]
}

function wronglyDerived(): SignatureCase[] {
  const bundle = leastBundle('challenge')
  const text = manifest(bundle)
  const ikm = inputKey('challenge')
  const withKey = (comment: string, key: Buffer) =>
    invalid(comment, ['KeyDerivation'], JSON.stringify({ ...bundle, signature: hmac(key, text) }))
  const over = (comment: string, signedText: string, flag = 'FrameDigest') =>
    invalid(
      comment,
      [flag],
      JSON.stringify({ ...bundle, signature: hmac(signingKey('challenge', bundle), signedText) }),
    )
  const device = leastBundle('device')
  const deviceKey = hkdf(Buffer.from(SECRETS.device), CAPTURED_AT, 'ktp-capture/v1/device')
  const digests = (spell: (text: string) => string) =>
    canonical({ ...bundle, frames: bundle.frames.map(spell) })
  const bytes = (frame: string) => Buffer.from(frame, 'base64')
  return [
    withKey('the secret itself as the key', ikm),
    withKey('capturedAt as the salt although there is a nonce', hkdf(ikm, CAPTURED_AT, 'ktp-capture/v1')),
    withKey('no salt', hkdf(ikm, '', 'ktp-capture/v1')),
    withKey('no info', hkdf(ikm, NONCE, '')),
    withKey('the info of the raw row', hkdf(ikm, NONCE, 'ktp-capture/v1/raw')),
    withKey(
      'the raw secret although there is a nonce',
      hkdf(inputKey('raw'), CAPTURED_AT, 'ktp-capture/v1/raw'),
    ),
    invalid(
      'the text of the device secret instead of its bytes',
      ['KeyDerivation'],
      JSON.stringify({ ...device, signature: hmac(deviceKey, manifest(device)) }),
    ),
    invalid(
      'an empty nonce',
      ['KeyDerivation'],
      JSON.stringify({
        ...bundle,
        flashChallengeNonce: '',
        signature: hmac(hkdf(ikm, '', 'ktp-capture/v1'), manifest({ ...bundle, flashChallengeNonce: '' })),
      }),
    ),
    over('the frames themselves instead of their digests', canonical(bundle)),
    over(
      'digests of the base64 text',
      digests((frame) => `sha256:${sha256(frame)}`),
    ),
    over(
      'digests without their prefix',
      digests((frame) => sha256(bytes(frame))),
    ),
    over(
      'digests in upper case',
      digests((frame) => `sha256:${sha256(bytes(frame)).toUpperCase()}`),
    ),
    over(
      'members as they came instead of sorted',
      JSON.stringify({ ...bundle, frames: JSON.parse(text).frames as Json }),
      'CanonicalForm',
    ),
    over(
      'an empty signature member signed too',
      canonical({ ...(JSON.parse(text) as UnsignedVector), signature: '' }),
      'CanonicalForm',
    ),
    over('canonical text with blanks', JSON.stringify(JSON.parse(text), null, 1), 'CanonicalForm'),
  ]
}

function wrongForms(): SignatureCase[] {
  const bundle = leastBundle('challenge')
  const signature = sign('challenge', bundle)
  const form = (comment: string, sent: Json) =>
    invalid(comment, ['SignatureForm'], JSON.stringify({ ...bundle, signature: sent }))
  return [
    form('upper case', signature.toUpperCase()),
    form('truncated to 16 bytes', signature.slice(0, 32)),
    form('truncated by one digit', signature.slice(1)),
    form('one byte longer', `${signature}00`),
    form('a 0x prefix', `0x${signature}`),
    form('a line break at the end', `${signature}\n`),
    form('base64 instead of hexadecimal', Buffer.from(signature, 'hex').toString('base64')),
    form('nothing', ''),
    form('all zero', '0'.repeat(64)),
    form('digits of another script', '\uff10'.repeat(64)),
    form('no text', [signature]),
    form('null', null),
    invalid('no signature', ['SignatureForm'], JSON.stringify(bundle)),
  ]
}

function hostileTexts(): SignatureCase[] {
  const raw = leastBundle('raw')
  const text = signed('raw', raw)
  const inject = (members: string) => `{${members},${text.slice(1)}`
  const json = (comment: string, error: string, bundle: string) => ({
    ...invalid(comment, ['HostileJson'], bundle),
    error,
  })
  const respell = (comment: string, frame: string) => ({
    ...invalid(
      comment,
      ['HostileBase64'],
      mismatched('raw', raw, { ...raw, frames: [frame, ...raw.frames.slice(1)] }),
    ),
    error: 'frame_undecodable',
  })
  const first = raw.frames[0] ?? ''
  return [
    json('a member twice, the first one forged', 'duplicate_json_key', inject('"platform":"ios"')),
    json('a member twice, one of them escaped', 'duplicate_json_key', inject('"pl\\u0061tform":"ios"')),
    json('a nested member twice', 'duplicate_json_key', inject('"note":{"a":1,"a":2}')),
    json('__proto__', 'json_invalid', inject('"__proto__":{"platform":"ios"}')),
    json('half a surrogate pair', 'json_invalid', inject('"note":"\\ud83d"')),
    json('a number beyond a double', 'json_invalid', inject('"note":1e400')),
    json('an integer that a double rounds', 'json_invalid', inject('"note":9007199254740993')),
    json('NaN', 'json_invalid', inject('"note":NaN')),
    json('a trailing comma', 'json_invalid', `${text.slice(0, -1)},}`),
    json('something after the end', 'json_invalid', `${text}{}`),
    json('a thousand open arrays', 'json_too_deep', inject(`"note":${'['.repeat(1000)}${']'.repeat(1000)}`)),
    respell('the same bytes with line breaks', `${first.slice(0, 4)}\n${first.slice(4)}`),
    respell('the same bytes without padding', first.replace('=', '')),
    respell(
      'the same bytes with other trailing bits',
      first.replace(/(.)=$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`),
    ),
    respell('the URL alphabet', first.replaceAll('/', '_')),
    respell('a data URL that is not base64', `data:image/jpeg,${first}`),
  ]
}

/** Members that the contract names beside the required ones. */
function richMembers() {
  return {
    flashSamples: [
      { tMs: 0, meanR: 201.5, meanG: 80.25, meanB: 77 },
      { tMs: 33.4, meanR: 12, meanG: 250, meanB: 9.125 },
    ],
    ocrFields: { nik: '3171012501900000', fullName: 'SPESIMEN', placeOfBirth: 'CAF\u00c9' },
    ocrConfidence: { nik: 0.98 },
    frameTimesMs: [250, 700],
    flashSource: 'screen',
    sensorSamples: [{ tMs: 1, ax: 0.1, ay: -9.81, az: 0, gx: 1e-7, gy: 0, gz: -0.5 }],
  }
}

function valid(row: Row, comment: string, flags: string[], bundle: UnsignedVector): SignatureCase {
  const expected = { row, manifest: manifest(bundle), signingKeyHex: signingKey(row, bundle).toString('hex') }
  return { comment, flags, result: 'valid', bundle: signed(row, bundle), ...expected }
}

/** A text of a bundle whose canonical form, and so its signature, is that of another spelling. */
function spelled(comment: string, bundle: string): SignatureCase {
  return { comment, flags: [], result: 'valid', bundle }
}

function invalid(comment: string, flags: string[], bundle: string): SignatureCase {
  return { comment, flags, result: 'invalid', error: 'signature_invalid', bundle }
}

function reordered(bundle: object): object {
  return Object.fromEntries(Object.entries(bundle).reverse())
}

function numbersRespelled(): string {
  const bundle = { ...leastBundle('raw'), note: [1, 0, 100] }
  return signed('raw', bundle).replace('[1,0,100]', '[10E-1,-0,1.000e+2]')
}

function withoutNonce(bundle: UnsignedVector): UnsignedVector {
  return Object.fromEntries(
    Object.entries(bundle).filter(([key]) => key !== 'flashChallengeNonce'),
  ) as UnsignedVector
}
