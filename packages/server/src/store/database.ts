import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Db, Tables, Tx } from './tables.ts'

/** An open pool and the query builder over it. `close` ends both, is idempotent; further queries reject. */
export interface Database {
  readonly db: Db
  readonly pool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly connection: pg.PoolConfig
  /** Connections held at most; the embedded server allows 60 in all. */
  readonly maxConnections?: number
  readonly applicationName?: string
}

const DEFAULT_MAX_CONNECTIONS = 10
/** A statement that runs this long is a bug or a stuck lock: fail it, so that a request never hangs with it. */
const STATEMENT_TIMEOUT_MS = 30_000
/** A transaction its client forgot would hold row locks for ever. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000
const CONNECT_TIMEOUT_MS = 5_000
/** `bigint` columns count jobs and audit rows: far below 2^53, so a number is exact. */
const INT8_TYPE_ID = 20

/** SQLSTATE of a serialisation failure and of a deadlock: the transaction had no effect and may simply run again. */
const RETRYABLE_STATES: ReadonlySet<string> = new Set(['40001', '40P01'])
const TRANSACTION_ATTEMPTS = 3

/** Opens a pool; connects lazily. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...options.connection,
    max: options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    application_name: options.applicationName ?? 'kartu',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === INT8_TYPE_ID && format !== 'binary' ? Number : pg.types.getTypeParser(id, format as 'text'),
    } as pg.CustomTypesConfig,
  })
  // An idle connection that breaks (server restart) is dropped from the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return {
    db,
    pool,
    async close() {
      await db.destroy()
      // Kysely leaves a pool alone that no query went through.
      if (!pool.ending) await pool.end()
    },
  }
}

/**
 * Runs `work` in one READ COMMITTED transaction: all of its writes are durable when this resolves, or none is.
 * A deadlock or serialisation failure runs it again (3 times in all), so `work` has no effects outside the database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt >= TRANSACTION_ATTEMPTS || !RETRYABLE_STATES.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** True when the database answers within `timeoutMs`; never throws. */
export async function isReady(db: Db, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer))
}

/** The five-character SQLSTATE of a database error, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

/** SQLSTATE of a broken unique constraint. */
export const UNIQUE_VIOLATION = '23505'
