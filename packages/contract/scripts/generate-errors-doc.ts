import { mkdirSync, writeFileSync } from 'node:fs'
import { buildErrorsDocument } from '../src/errors-document.ts'

/** Writes docs/ERRORS.md. Run after any change of the table of errors. */
const docs = new URL('../../../docs/', import.meta.url)
mkdirSync(docs, { recursive: true })
writeFileSync(new URL('ERRORS.md', docs), buildErrorsDocument())
