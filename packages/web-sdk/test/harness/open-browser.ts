import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Chromium and its kin are installed; `CHROMIUM_PATH` wins, and `CHROMIUM_PATH=package` asks for the packaged one. */
const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Quiet and deterministic: no look-ups at anybody's servers, no sandbox where tests run as root. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
]

/** Real Chromium: an installed one, else the one that came with the packages (Linux). */
export async function openBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  const executablePath = installedBrowser() ?? (await unpackBrowser())
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...extraArguments] })
}

function installedBrowser(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen === 'package') return undefined
  return chosen !== undefined && chosen !== '' ? chosen : KNOWN_PATHS.find((path) => existsSync(path))
}

/**
 * Chromium's headless shell from the package registry, for machines with nothing installed. The package brings the libraries that
 * the browser needs too, but unpacks them only where it believes itself to be in a cloud function.
 */
async function unpackBrowser(): Promise<string> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}
