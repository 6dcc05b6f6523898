import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFileBlobStore } from '../../src/adapters/file-blob-store.ts'
import type { ListableBlobStore } from '../../src/adapters/listable-blob-store.ts'
import { openBlobStore } from '../../src/adapters/open-blob-store.ts'
import { createS3BlobStore, parseS3Url } from '../../src/adapters/s3-blob-store.ts'
import { FAKE_CREDENTIALS, startFakeS3, type FakeS3 } from '../harness/fake-s3.ts'
import { createMemoryBlobStore } from '../harness/memory-blob-store.ts'

let directory: string
let s3: FakeS3
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kartu-blobs-'))
  s3 = await startFakeS3()
})
afterAll(async () => {
  await s3.close()
  await rm(directory, { recursive: true, force: true })
})

const s3Options = () => ({
  ...parseS3Url(`s3://frames/kartu/one?endpoint=${encodeURIComponent(s3.endpoint)}`),
  credentials: FAKE_CREDENTIALS,
  timeoutMs: 300,
})

/** One conformance suite for every implementation. */
const IMPLEMENTATIONS: readonly [string, () => Promise<ListableBlobStore>][] = [
  ['memory', () => Promise.resolve(createMemoryBlobStore())],
  ['files', () => createFileBlobStore(join(directory, 'conformance'))],
  ['S3', () => Promise.resolve(createS3BlobStore(s3Options()))],
]

describe.each(IMPLEMENTATIONS)('a blob store of %s', (_, open) => {
  test('gives back what was put, byte for byte, also empty and after overwriting', async () => {
    const blobs = await open()
    const bytes = Uint8Array.from({ length: 70_000 }, (__, index) => index % 256)
    await blobs.put('org_a/ktpb_1/0', bytes)
    expect(Buffer.from(await blobs.get('org_a/ktpb_1/0')).equals(bytes)).toBe(true)
    await blobs.put('org_a/ktpb_1/0', new Uint8Array())
    expect(await blobs.get('org_a/ktpb_1/0')).toHaveLength(0)
    await blobs.close()
  })

  test('says when there is none, and deletes twice without complaint', async () => {
    const blobs = await open()
    await blobs.put('gone/0', Buffer.from('x'))
    await blobs.delete('gone/0')
    await blobs.delete('gone/0')
    await expect(blobs.get('gone/0')).rejects.toMatchObject({ code: 'blob_missing' })
    await blobs.close()
  })

  test.each(['', '../x', 'A', 'a.b', 'a b', 'a\0b', 'x'.repeat(201)])('refuses the key %j', async (key) => {
    const blobs = await open()
    await expect((async () => blobs.put(key, Buffer.from('x')))()).rejects.toMatchObject({
      code: 'blob_key_invalid',
    })
    await expect((async () => blobs.get(key))()).rejects.toMatchObject({ code: 'blob_key_invalid' })
    await blobs.close()
  })

  test('lists every blob once', async () => {
    const blobs = await open()
    const keys = Array.from({ length: 7 }, (__, index) => `list/${index}`)
    for (const key of keys) await blobs.put(key, Buffer.from(key))
    const listed: string[] = []
    for await (const { key } of blobs.list()) if (key.startsWith('list/')) listed.push(key)
    expect(listed.toSorted()).toEqual(keys)
    await blobs.close()
  })
})

test('files are readable by their owner only, and a crashed write leaves nothing to see', async () => {
  const root = join(directory, 'modes')
  const blobs = await createFileBlobStore(root)
  await blobs.put('a/0', Buffer.from('x'))
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  expect(files.map((file) => file.name)).toEqual(['a.0'])
  for (const file of files) expect((await stat(join(file.parentPath, file.name))).mode & 0o777).toBe(0o600)
  // What a process killed in the middle of a write leaves behind.
  await writeFile(join(root, 'partial', 'half'), 'x')
  const reopened = await createFileBlobStore(root)
  expect(await readdir(join(root, 'partial'))).toEqual([])
  expect(await readFile(join(files[0]?.parentPath ?? '', 'a.0'), 'utf8')).toBe('x')
  await reopened.close()
})

test('a directory that cannot be written to is one code', async () => {
  const root = join(directory, 'broken')
  const blobs = await createFileBlobStore(root)
  await rm(root, { recursive: true })
  await expect(blobs.put('a/0', Buffer.from('x'))).rejects.toMatchObject({ code: 'blob_unavailable' })
})

describe('S3', () => {
  test('rides out short trouble', async () => {
    const blobs = createS3BlobStore(s3Options())
    s3.fail('internal_error', 1)
    await blobs.put('trouble/0', Buffer.from('x'))
    s3.fail('slow_down', 1)
    expect(Buffer.from(await blobs.get('trouble/0')).toString()).toBe('x')
    s3.fail('reset', 1)
    await blobs.delete('trouble/0')
    await blobs.close()
  })

  test.each(['internal_error', 'slow_down', 'reset', 'hang'] as const)(
    'tells lasting trouble (%s) with one code',
    async (fault) => {
      const blobs = createS3BlobStore(s3Options())
      s3.fail(fault, 3)
      await expect(blobs.put('trouble/1', Buffer.from('x'))).rejects.toMatchObject({
        code: 'blob_unavailable',
      })
      expect(s3.objects.has('kartu/one/trouble/1')).toBe(false)
      await blobs.close()
    },
  )

  test('never takes a short body for a blob', async () => {
    const blobs = createS3BlobStore(s3Options())
    await blobs.put('short/0', Buffer.from('whole'))
    s3.fail('short_body', 1)
    await expect(blobs.get('short/0')).rejects.toMatchObject({ code: 'blob_unavailable' })
    await blobs.close()
  })

  test('sends exactly the bytes it was given, under the prefix, signed', async () => {
    const blobs = await openBlobStore(
      `s3://frames/p?endpoint=${s3.endpoint}&region=ap-southeast-3`,
      directory,
      {
        ...FAKE_CREDENTIALS,
        sessionToken: undefined,
        region: undefined,
      },
    )
    await blobs.put('exact/0', Buffer.from('ciphertext'))
    expect(s3.objects.get('p/exact/0')?.toString()).toBe('ciphertext')
    await blobs.close()
    const wrong = createS3BlobStore({
      ...s3Options(),
      credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'wrong' },
    })
    await expect(wrong.put('exact/1', Buffer.from('x'))).rejects.toMatchObject({ code: 'blob_unavailable' })
    await wrong.close()
  })
})

test.each(['s3://', 'http://x/y', 's3://user:pass@bucket/x', 'nonsense'])(
  'refuses the BLOB_URL %j',
  async (url) => {
    await expect(openBlobStore(url, directory)).rejects.toMatchObject({ code: 'blob_url_invalid' })
  },
)

test('opens files by URL and by default', async () => {
  await (await openBlobStore(`file://${directory}/by-url`, 'unused')).put('a/0', Buffer.from('x'))
  await (await openBlobStore(null, directory)).put('a/0', Buffer.from('x'))
  expect(await readdir(directory)).toEqual(expect.arrayContaining(['by-url', 'blobs']))
})
