import {
  DEVICE_PROFILES,
  PRINT_STYLES,
  SPECIES,
  VARIETIES,
  createSeededRandom,
  type StageOptions,
  type Variety,
} from '@kartu/specimen'

/**
 * Captures of one split never share a device, a print style, a card or a seed with `evaluate`'s: curves are fitted on `fit`, the operating
 * point is chosen on `choose`, and figures are reported on `evaluate`.
 */
export const SPLITS = ['fit', 'choose', 'evaluate'] as const
export type Split = (typeof SPLITS)[number]

/** One capture of the declared set; it says all that is needed to film it again. */
export interface Presentation {
  readonly id: string
  readonly species: string
  readonly genuine: boolean
  /** Circumstances of a genuine card; null for an attack. */
  readonly variety: Variety | null
  readonly device: string
  readonly light: string
  readonly flash: boolean
  /** Everything left to chance follows from it. */
  readonly seed: string
  /** Cards are shared by all species, so that no species is told by what is printed. */
  readonly cardSeed: string
  /** How the card is printed: `PRINT_STYLES`. */
  readonly style: string
  readonly stage: StageOptions
}

export interface EvaluationOrder {
  readonly split: Split
  readonly seed: string
  /** Genuine captures, which take turns in the varieties, and captures an attack species; with flash, and as many again without. */
  readonly genuineCount: number
  readonly attackCount: number
  /** Ids to keep; null for all. */
  readonly species: readonly string[] | null
}

/** Rooms from a lamp's corner to a bright office; together what the simulator draws from, each met equally often. Lux. */
const LIGHTS = [
  { name: 'dim', lux: [40, 100] },
  { name: 'indoor', lux: [100, 280] },
  { name: 'bright', lux: [280, 650] },
] as const
/** A variety brings a light of its own. */
const OWN_LIGHT = 'of the variety'

/** Whether a device or a print style is for captures of the split. Of `choose` only cards, seeds and circumstances are its own. */
const isOf = (split: Split) => (row: { readonly split: Split }) =>
  (row.split === 'evaluate') === (split === 'evaluate')

/**
 * The declared set: cards × devices × light × species, devices and seeds of one split only. Ordered by card, so that an
 * interrupted run has something of every species.
 */
export function planEvaluation(order: EvaluationOrder): Presentation[] {
  const planned: Presentation[] = []
  const species = SPECIES.filter((row) => order.species?.includes(row.id) ?? true)
  for (let index = 0; index < Math.max(order.genuineCount, order.attackCount); index++) {
    for (const { id, genuine } of species) {
      if (index >= (genuine ? order.genuineCount : order.attackCount)) continue
      const variety = genuine ? VARIETIES[index % VARIETIES.length]! : null
      for (const flash of [true, false]) planned.push(planOne(order, id, genuine, variety, flash, index))
    }
  }
  return planned
}

function planOne(
  { split, seed }: Pick<EvaluationOrder, 'split' | 'seed'>,
  species: string,
  genuine: boolean,
  variety: Variety | null,
  flash: boolean,
  index: number,
): Presentation {
  const name = variety === null ? species : `${species}:${variety}`
  const id = `${name}/${flash ? 'flash' : 'nonceless'}/${index}`
  // Each round of all pairs begins one further on, so that a variety that comes once a round meets them all.
  // Species begin one further on each, so that a few captures of each still share out devices as evenly as genuine ones.
  const start = SPECIES.findIndex((row) => row.id === species)
  const devices = DEVICE_PROFILES.filter(isOf(split))
  const styles = PRINT_STYLES.filter(isOf(split))
  const step = start + index + Math.floor(index / (devices.length * LIGHTS.length))
  const device = devices[step % devices.length]!
  const light = LIGHTS[step % LIGHTS.length]!
  const hasOwnLight = variety !== null && variety !== VARIETIES[0]
  const lux = createSeededRandom(`${split}/${seed}/${index}/light`).between(light.lux[0], light.lux[1])
  return {
    id,
    species,
    genuine,
    variety,
    device: device.name,
    light: hasOwnLight ? OWN_LIGHT : light.name,
    flash,
    seed: `${split}/${seed}/${id}`,
    cardSeed: `${split}/${seed}/card/${index}`,
    // Each round of varieties begins one further on, so that each meets every style.
    style: styles[(index + Math.floor(index / VARIETIES.length)) % styles.length]!.name,
    stage: {
      ...(variety === null ? {} : { variety }),
      ...(hasOwnLight ? {} : { roomLux: lux }),
    },
  }
}
