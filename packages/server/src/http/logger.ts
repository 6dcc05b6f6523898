import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * A second net only. The first is that nothing personal is handed to the logger: lines are built from ids, codes and
 * durations, never from a request's URL, headers or body.
 */
const REDACTED_PATHS = [
  'authorization',
  'headers',
  'req.headers',
  'request.headers',
  'body',
  'bundle',
  'frames',
  'signature',
  'hmacKey',
  'hmacSecret',
  'token',
  'apiKey',
  'nik',
  'fullName',
  'fields',
  '*.authorization',
  '*.body',
  '*.bundle',
  '*.frames',
  '*.hmacKey',
  '*.hmacSecret',
  '*.token',
  '*.apiKey',
  '*.nik',
  '*.fullName',
  '*.fields',
]

/**
 * Errors are logged by class, code and stack; a message may quote the input that caused it (a database driver's does),
 * so only messages of our own error class, which promise not to, are kept.
 */
function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = (error as { code?: unknown }).code
  const own = error.name === 'KartuError'
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: own ? error.message : undefined,
    at: stackFrames(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** The `at …` lines of a stack without its first line, which repeats the message. */
function stackFrames(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 8)
}

/** Structured log lines on standard output, or on `destination` in tests. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'kartu' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    serializers: { err: describeError, error: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}
