import type { Film } from '../optics/film-subject.ts'
import type { Gloss, LinearTexture } from '../optics/subject.ts'
import { createCardSubject } from './card-subject.ts'
import { filmInRoom } from './film-card.ts'
import { createFingers } from './fingers.ts'
import { createSleeve } from './sleeve.ts'
import type { Staging } from './species.ts'
import { wearPrint } from './wear-print.ts'

const PLASTIC_REFLECTANCE = 0.04
/** From a new glossy card to a worn or silky one. */
const PLASTIC_ROUGHNESS_DEGREES = [1.2, 5] as const

/** What rubbing adds to the lobe of the most worn card. */
const RUBBED_DEGREES = 8

/** Films a card of the genuine plastic, whatever its print shows. `createPrint` learns how wide the card is seen, in frame pixels. */
export async function filmPlasticCard(
  staging: Staging,
  createPrint: (widthPx: number) => LinearTexture,
): Promise<Film> {
  const [low, high] = PLASTIC_ROUGHNESS_DEGREES
  const roughnessDegrees = staging.random.fork('surface').between(low, high)
  const { sleeved = false, fingers = false, wear = 0 } = staging.stage
  const gloss: Gloss = {
    reflectance: PLASTIC_REFLECTANCE,
    roughnessDegrees: roughnessDegrees + RUBBED_DEGREES * wear,
  }
  const overlays = [
    ...(sleeved ? [createSleeve(staging.random.fork('sleeve'))] : []),
    ...(fingers ? [createFingers(staging.random.fork('fingers'), staging.card)] : []),
  ]
  return await filmInRoom(staging, (widthPx) => {
    const print = createPrint(widthPx)
    const texture = wear > 0 ? wearPrint(print, wear, staging.random.fork('wear')) : print
    return { ...createCardSubject(texture, gloss), overlays }
  })
}
