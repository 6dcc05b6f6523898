import { bonaFide } from './bona-fide.ts'
import { glossyPrint } from './glossy-print.ts'
import { greyCopy } from './grey-copy.ts'
import { laminatedPrint } from './laminated-print.ts'
import { mattePrint } from './matte-print.ts'
import { mixedFrames } from './mixed-frames.ts'
import { nikEdit } from './nik-edit.ts'
import { oldFlashInjection } from './old-flash-injection.ts'
import { pastedField } from './pasted-field.ts'
import { portraitSwap } from './portrait-swap.ts'
import { retypedField } from './retyped-field.ts'
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
  retypedField,
  pastedField,
  nikEdit,
  portraitSwap,
  stillInjection,
  tintedInjection,
  oldFlashInjection,
  virtualCamera,
  mixedFrames,
]
