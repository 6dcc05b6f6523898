import { bonaFide } from './bona-fide.ts'
import { greyCopy } from './grey-copy.ts'
import { mattePrint } from './matte-print.ts'
import { screenReplay } from './screen-replay.ts'
import type { Species } from './species.ts'
import { stillInjection } from './still-injection.ts'

/** Every way of presenting a card that the simulator knows; a new one is a file and a row here. */
export const SPECIES: readonly Species[] = [bonaFide, screenReplay, greyCopy, stillInjection, mattePrint]
