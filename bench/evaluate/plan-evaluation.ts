import {
  DEVICE_PROFILES,
  SPECIES,
  VARIETIES,
  createSeededRandom,
  type StageOptions,
  type Variety,
} from '@kartu/specimen'

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
  readonly stage: StageOptions
}

export interface EvaluationOrder {
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

const DEVICES = DEVICE_PROFILES.filter((device) => device.split === 'evaluate')

/**
 * The declared set: cards × devices × light × species, evaluation devices and seeds only. Ordered by card, so that an
 * interrupted run has something of every species.
 */
export function planEvaluation(order: EvaluationOrder): Presentation[] {
  const planned: Presentation[] = []
  const species = SPECIES.filter((row) => order.species?.includes(row.id) ?? true)
  for (let index = 0; index < Math.max(order.genuineCount, order.attackCount); index++) {
    for (const { id, genuine } of species) {
      if (index >= (genuine ? order.genuineCount : order.attackCount)) continue
      const variety = genuine ? VARIETIES[index % VARIETIES.length]! : null
      for (const flash of [true, false]) planned.push(planOne(order.seed, id, genuine, variety, flash, index))
    }
  }
  return planned
}

function planOne(
  seed: string,
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
  const step = start + index + Math.floor(index / (DEVICES.length * LIGHTS.length))
  const device = DEVICES[step % DEVICES.length]!
  const light = LIGHTS[step % LIGHTS.length]!
  const hasOwnLight = variety !== null && variety !== VARIETIES[0]
  const lux = createSeededRandom(`evaluate/${seed}/${index}/light`).between(light.lux[0], light.lux[1])
  return {
    id,
    species,
    genuine,
    variety,
    device: device.name,
    light: hasOwnLight ? OWN_LIGHT : light.name,
    flash,
    seed: `evaluate/${seed}/${id}`,
    cardSeed: `evaluate/${seed}/card/${index}`,
    stage: {
      ...(variety === null ? {} : { variety }),
      ...(hasOwnLight ? {} : { roomLux: lux }),
    },
  }
}
