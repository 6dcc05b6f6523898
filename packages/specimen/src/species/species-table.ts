import { bonaFide } from './bona-fide.ts'
import type { Species } from './species.ts'

/** Every way of presenting a card that the simulator knows; a new one is a file and a row here. */
export const SPECIES: readonly Species[] = [bonaFide]
