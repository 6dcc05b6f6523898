import type { INDONESIAN } from './indonesian.ts'

/** Everything the pages say. Bahasa Indonesia is the desk's own language; every other one has the same entries. */
export type Texts = typeof INDONESIAN
export type Language = 'id' | 'en'
