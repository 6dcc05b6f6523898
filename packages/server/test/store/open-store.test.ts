import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMasterKeyText } from '@kartu/vault'
import { expect, inject, test } from 'vitest'
import { systemRandomness } from '../../src/adapters/system-randomness.ts'
import { claimJob, enqueueJob } from '../../src/jobs/job-queue.ts'
import { openDatabase, inTransaction } from '../../src/store/database.ts'
import { openStore, type StoreConfig } from '../../src/store/open-store.ts'
import { createOrganisation } from '../../src/store/organisations.ts'

test('DATABASE_URL opens one’s own server, migrates it, and starts no other', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kartu-own-'))
  const { host, port, user } = inject('postgres')
  const name = `own_${Date.now()}`
  const maintenance = openDatabase({
    connection: { host, port, user, database: 'postgres' },
    maxConnections: 1,
  })
  try {
    await maintenance.pool.query(`create database ${name} template template0`)
    const keyFile = join(dataDir, 'kept-elsewhere.key')
    const config: StoreConfig = {
      dataDir,
      databaseUrl: `postgres://${user}@/${name}?host=${encodeURIComponent(host)}&port=${port}`,
      blobUrl: null,
      masterKeyFile: keyFile,
      masterKey: null,
    }
    await expect(openStore(config)).rejects.toMatchObject({ code: 'master_key_missing' })
    await writeFile(keyFile, createMasterKeyText(systemRandomness), { mode: 0o600 })
    const store = await openStore(config)
    expect(store.embedded).toBeUndefined()
    // Two nodes may share it.
    const second = await openStore(config)
    expect(second.migrated).toEqual([])

    const organisation = await createOrganisation(store.ctx, { name: 'x', mode: 'live' })
    await inTransaction(store.ctx.db, (tx) => enqueueJob(tx, organisation.id, { kind: 'k', subjectId: 's' }))
    await claimJob(store.ctx.db, { kind: 'k', worker: 'w', leaseMs: 60_000 })
    // A third node that starts must not take the others' leases away.
    const third = await openStore(config)
    expect(await claimJob(third.ctx.db, { kind: 'k', worker: 'w', leaseMs: 60_000 })).toBeUndefined()

    for (const opened of [store, second, third]) await opened.close()
    expect((await readdir(dataDir)).toSorted()).toEqual(['blobs', 'kept-elsewhere.key'])
    await maintenance.pool.query(`drop database ${name}`)
  } finally {
    await maintenance.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('a database that cannot be reached fails the start instead of hanging it', async () => {
  const started = performance.now()
  const config = {
    dataDir: tmpdir(),
    databaseUrl: 'postgres://x@127.0.0.1:1/x',
    blobUrl: null,
    masterKeyFile: null,
    masterKey: null,
  }
  await expect(openStore(config)).rejects.toThrow()
  expect(performance.now() - started).toBeLessThan(10_000)
})
