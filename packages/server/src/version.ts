import manifest from '../package.json' with { type: 'json' }

/** The release, as `/healthz`, the audit log and `kartu --version` name it. */
export const VERSION: string = manifest.version
