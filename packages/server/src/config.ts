import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { KartuError } from '@kartu/core'
import { z } from 'zod'

const MAX_PORT = 65_535
const MAX_WORKERS = 64
const MAX_RATE_PER_MINUTE = 1_000_000
/** Waiting captures beyond those being judged. Each holds about a megabyte and somebody's patience: contract §9. */
const DEFAULT_QUEUE_LIMIT = 64
const DEFAULT_SHUTDOWN_GRACE_MS = 25_000
/** An idle judging worker still holds its models, so there is no use in more workers than cores. */
const DEFAULT_WORKERS_CAP = 4

const flag = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1')
const perMinute = z.coerce.number().int().min(1).max(MAX_RATE_PER_MINUTE)
const commaList = z.string().transform((list) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)

/** One row a variable; the order is that of `kartu config`. An empty variable counts as absent. */
const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(MAX_PORT).default(8080),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BLOB_URL: z.string().optional(),
  MASTER_KEY_FILE: z.string().optional(),
  MASTER_KEY: z.string().min(1).optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_REGION: z.string().optional(),
  WORKERS: z.coerce.number().int().min(1).max(MAX_WORKERS).optional(),
  QUEUE_LIMIT: z.coerce.number().int().min(1).max(10_000).default(DEFAULT_QUEUE_LIMIT),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RATE_LIMIT_CHALLENGE: perMinute.default(30),
  RATE_LIMIT_CAPTURE: perMinute.default(20),
  RATE_LIMIT_WRITE: perMinute.default(120),
  RATE_LIMIT_READ: perMinute.default(600),
  RATE_LIMIT_LOGIN: perMinute.default(5),
  CORS_ORIGINS: commaList.default([]),
  TRUST_PROXY: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  SHUTDOWN_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(DEFAULT_SHUTDOWN_GRACE_MS),
  FACE_STUB: flag.default(false),
  WEBHOOK_ALLOW_PRIVATE: flag.default(false),
})

type Environment = z.infer<typeof environmentSchema>

/** Requests a minute for one key, by class of operation: contract §9. */
export interface RateLimits {
  readonly challenge: number
  readonly capture: number
  readonly write: number
  readonly read: number
  /** For one address. */
  readonly login: number
}

interface S3Credentials {
  readonly accessKeyId: string | undefined
  readonly secretAccessKey: string | undefined
  readonly sessionToken: string | undefined
  readonly region: string | undefined
}

export interface Config {
  readonly host: string
  /** 0 asks the system for a free port. */
  readonly port: number
  /** Where browsers and integrators reach the service; null: derived from the address it listens on. */
  readonly publicUrl: string | null
  readonly dataDir: string
  /** null: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null
  /** null: sealed files under `dataDir`. */
  readonly blobUrl: string | null
  /** null: `master.key` under `dataDir`, made on first run. */
  readonly masterKeyFile: string | null
  /** The master keys themselves, for platforms that hand secrets over in the environment. */
  readonly masterKey: string | null
  /** Credentials of an S3 store named by `blobUrl`. */
  readonly s3Credentials: S3Credentials
  readonly workers: number
  readonly queueLimit: number
  readonly logLevel: Environment['LOG_LEVEL']
  readonly rateLimits: RateLimits
  readonly corsOrigins: readonly string[]
  /** Addresses or hop count of trusted proxies; null: the peer's address is the client's. */
  readonly trustProxy: string | number | null
  /** When set, `/metrics` asks for it as a bearer token. */
  readonly metricsToken: string | null
  readonly shutdownGraceMs: number
  /** The operator's explicit choice to run without face models: enrolments are then marked `fallbackStub`. */
  readonly faceStub: boolean
  /** Lets webhooks go to http and to private addresses: for receivers in the operator's own network. */
  readonly webhookAllowPrivate: boolean
}

/**
 * Reads every setting once. Nothing secret has a default: what is missing is created in `DATA_DIR` on first run.
 * @throws KartuError `config_invalid` naming each variable, never its value.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(present)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]
    throw new KartuError('config_invalid', `These settings are not valid: ${names.join(', ')}`, { names })
  }
  return toConfig(parsed.data)
}

function toConfig(settings: Environment): Config {
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataDir: resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    blobUrl: settings.BLOB_URL ?? null,
    masterKeyFile: settings.MASTER_KEY_FILE ?? null,
    masterKey: settings.MASTER_KEY ?? null,
    s3Credentials: {
      accessKeyId: settings.AWS_ACCESS_KEY_ID,
      secretAccessKey: settings.AWS_SECRET_ACCESS_KEY,
      sessionToken: settings.AWS_SESSION_TOKEN,
      region: settings.AWS_REGION,
    },
    workers: settings.WORKERS ?? Math.min(availableParallelism(), DEFAULT_WORKERS_CAP),
    queueLimit: settings.QUEUE_LIMIT,
    logLevel: settings.LOG_LEVEL,
    rateLimits: {
      challenge: settings.RATE_LIMIT_CHALLENGE,
      capture: settings.RATE_LIMIT_CAPTURE,
      write: settings.RATE_LIMIT_WRITE,
      read: settings.RATE_LIMIT_READ,
      login: settings.RATE_LIMIT_LOGIN,
    },
    corsOrigins: settings.CORS_ORIGINS,
    trustProxy: parseTrustProxy(settings.TRUST_PROXY),
    metricsToken: settings.METRICS_TOKEN ?? null,
    shutdownGraceMs: settings.SHUTDOWN_GRACE_MS,
    faceStub: settings.FACE_STUB,
    webhookAllowPrivate: settings.WEBHOOK_ALLOW_PRIVATE,
  }
}

/** `true` is refused on purpose: trusting every hop lets a client choose its own address. */
function parseTrustProxy(value: string | undefined): string | number | null {
  if (value === undefined || value === 'false') return null
  if (value === 'true') throw new KartuError('config_invalid', 'TRUST_PROXY must name proxies or count hops')
  return /^\d+$/.test(value) ? Number(value) : value
}

/** The configuration as `kartu config` prints it, one line a setting: passwords in URLs, keys and tokens are masked. */
export function describeConfig(config: Config): Readonly<Record<string, string>> {
  return {
    HOST: config.host,
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl ?? '(from HOST and PORT)',
    DATA_DIR: config.dataDir,
    DATABASE_URL: config.databaseUrl === null ? '(embedded, in DATA_DIR)' : maskUrl(config.databaseUrl),
    BLOB_URL: config.blobUrl === null ? '(sealed files in DATA_DIR)' : maskUrl(config.blobUrl),
    MASTER_KEY_FILE: config.masterKeyFile ?? '(in DATA_DIR)',
    MASTER_KEY: masked(config.masterKey),
    AWS_ACCESS_KEY_ID: masked(config.s3Credentials.accessKeyId),
    AWS_SECRET_ACCESS_KEY: masked(config.s3Credentials.secretAccessKey),
    AWS_SESSION_TOKEN: masked(config.s3Credentials.sessionToken),
    AWS_REGION: config.s3Credentials.region ?? UNSET,
    WORKERS: String(config.workers),
    QUEUE_LIMIT: String(config.queueLimit),
    LOG_LEVEL: config.logLevel,
    RATE_LIMIT_CHALLENGE: `${config.rateLimits.challenge} a minute`,
    RATE_LIMIT_CAPTURE: `${config.rateLimits.capture} a minute`,
    RATE_LIMIT_WRITE: `${config.rateLimits.write} a minute`,
    RATE_LIMIT_READ: `${config.rateLimits.read} a minute`,
    RATE_LIMIT_LOGIN: `${config.rateLimits.login} a minute`,
    CORS_ORIGINS: config.corsOrigins.length === 0 ? UNSET : config.corsOrigins.join(', '),
    TRUST_PROXY: String(config.trustProxy ?? UNSET),
    METRICS_TOKEN: masked(config.metricsToken),
    SHUTDOWN_GRACE_MS: String(config.shutdownGraceMs),
    FACE_STUB: String(config.faceStub),
    WEBHOOK_ALLOW_PRIVATE: String(config.webhookAllowPrivate),
  }
}

const UNSET = '(unset)'
const MASK = '****'

function masked(secret: string | null | undefined): string {
  return secret === null || secret === undefined ? UNSET : MASK
}

function maskUrl(value: string): string {
  if (!URL.canParse(value)) return MASK
  const url = new URL(value)
  if (url.username !== '') url.username = MASK
  if (url.password !== '') url.password = MASK
  const names = Array.from(url.searchParams.keys())
  for (const name of names) {
    if (/key|secret|token|password/i.test(name)) url.searchParams.set(name, MASK)
  }
  return url.href
}
