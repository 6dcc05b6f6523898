import { writeFileSync } from 'node:fs'
import { buildOpenApi } from '../src/openapi.ts'

/** Writes packages/contract/openapi.json. Run after any change of a schema, a route or an error. */
writeFileSync(new URL('../openapi.json', import.meta.url), `${JSON.stringify(buildOpenApi(), null, 2)}\n`)
