import { parseConfig, type Config } from './config.ts'

/** The one place that reads the environment; everything else is handed what it needs. */
export function readConfig(): Config {
  return parseConfig(process.env)
}

export { runUntilSignal, serve } from './serve.ts'
