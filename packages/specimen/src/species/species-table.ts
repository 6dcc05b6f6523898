import { bonaFide } from './bona-fide.ts'
import { glossyPrint } from './glossy-print.ts'
import { greyCopy } from './grey-copy.ts'
import { laminatedPrint } from './laminated-print.ts'
import { mattePrint } from './matte-print.ts'
import { oldFlashInjection } from './old-flash-injection.ts'
import { SCREEN_REPLAYS } from './screen-replays.ts'
import type { Species } from './species.ts'
import { stillInjection } from './still-injection.ts'
import { tintedInjection } from './tinted-injection.ts'
import { virtualCamera } from './virtual-camera.ts'

/** Every way of presenting a card that the simulator knows; a new one is a file and a row here. */
export const SPECIES: readonly Species[] = [
  bonaFide,
  ...SCREEN_REPLAYS,
  greyCopy,
  mattePrint,
  glossyPrint,
  laminatedPrint,
  stillInjection,
  tintedInjection,
  oldFlashInjection,
  virtualCamera,
]
