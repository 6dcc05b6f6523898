import { createHash } from 'node:crypto'
import { fuse, generateChallengeColors, parseFusionPolicy } from '@kartu/core'
import {
  decideTier,
  decodeFrame,
  examineFrames,
  loadModels,
  loadPolicy,
  type Exhibit,
  type ExhibitFrame,
  type Instruments,
} from '@kartu/server'
import { createSeededRandom, inventCard, simulateCapture, type SimulatedCapture } from '@kartu/specimen'
import { cpuClockMs } from './peers/cpu-clock.ts'
import type { Benchmark } from './benchmark.ts'
import { seededBytes } from './seeded-bytes.ts'

const DEFAULT_RUNS = 12
const CHALLENGE_STEPS = 5
const REAR_CAMERA = 'phone-large-frame'
const FRONT_CAMERAS = ['phone-compact', 'phone-entry'] as const
/** The rear camera's pictures are taken so long before the first colour. */
const TURN_ROUND_MS = 12_000
const DETAIL_FRAMES = 3
/** A card that guidance let pass: large, straight and still. */
const GUIDED = { widthFraction: 0.72, rollDegrees: 2, tiltDegrees: [3, -3], tremor: 0.6 } as const
const DAY = '2026-06-01'

/**
 * What is shown to the rear camera before a genuine card is held to the front one. Within: the pictures of another card are said to be
 * taken under the first colour, which nothing tells apart yet.
 */
const KINDS = [
  'one stage',
  'two stages',
  'another card before',
  'altered card before',
  'another card within',
] as const
type Kind = (typeof KINDS)[number]

interface KindFigures {
  readonly captures: number
  readonly high: number
  readonly failed: number
  /** Voters that failed, and in how many captures. */
  readonly failures: Readonly<Record<string, number>>
  /** Captures whose NIK and name were both read right. */
  readonly keyFieldsRight: number
  readonly fieldsRight: number
  readonly cpuMs: number
}

interface TwoStageFigures {
  readonly simulated: true
  readonly kinds: Readonly<Record<Kind, KindFigures>>
}

/** `npm run bench -- two-stages`: captures whose detail one camera gives and whose flash another sees. */
export const twoStagesBenchmark: Benchmark<TwoStageFigures> = {
  async run({ runs = DEFAULT_RUNS, seed = 'two-stages', report }) {
    const instruments: Instruments = {
      ...(await loadModels()),
      decode: decodeFrame,
      policy: parseFusionPolicy(await loadPolicy()),
      clock: { nowMs: cpuClockMs },
    }
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind, emptyFigures()])) as Record<Kind, KindFigures>
    for (let run = 0; run < runs; run++) {
      report(`person ${run + 1} of ${runs}`)
      const films = await filmPerson(`${seed}/${run}`, FRONT_CAMERAS[run % FRONT_CAMERAS.length]!)
      for (const kind of KINDS)
        kinds[kind] = await judge(kinds[kind], films.exhibits[kind], films.truth, instruments)
    }
    return { simulated: true, kinds }
  },
  print(result) {
    const { kinds } = result as TwoStageFigures
    return KINDS.map((kind) => {
      const { captures, high, failed, failures, keyFieldsRight, fieldsRight, cpuMs } = kinds[kind]
      const failing = Object.entries(failures).map(([voter, count]) => `${voter} ${count}`)
      return [
        `${kind.padEnd(20)} high ${high} of ${captures}, failed ${failed}; NIK and name right ${keyFieldsRight}`,
        `  fields right ${fieldsRight} of ${16 * captures}; ${Math.round(cpuMs / captures)} ms of CPU each`,
        `  voters that failed: ${failing.join(', ') || 'none'}`,
      ].join('\n')
    }).join('\n')
  },
}

function emptyFigures(): KindFigures {
  return { captures: 0, high: 0, failed: 0, failures: {}, keyFieldsRight: 0, fieldsRight: 0, cpuMs: 0 }
}

async function filmPerson(seed: string, device: string) {
  const random = seededBytes(createSeededRandom(`${seed}/code`))
  const challenge = generateChallengeColors(random, { steps: CHALLENGE_STEPS, palette: 'standard' })
  const [card, stranger] = [inventCard(`${seed}/card`), inventCard(`${seed}/stranger`)]
  const filmFront = { card, species: 'bona_fide', device, challenge, seed: `${seed}/front`, stage: GUIDED }
  const front = await simulateCapture(filmFront)
  const filmRear = (shown: typeof card, species: string): Promise<SimulatedCapture> =>
    simulateCapture({
      card: shown,
      species,
      device: REAR_CAMERA,
      challenge: null,
      seed: `${seed}/rear/${species}`,
      frameCount: DETAIL_FRAMES,
      stage: GUIDED,
    })
  const lit = framesOf(front, 0)
  const after = (rear: SimulatedCapture): ExhibitFrame[] => [...framesOf(rear, -TURN_ROUND_MS), ...lit]
  const exhibitOf = (frames: readonly ExhibitFrame[]): Exhibit => ({
    frames,
    challenge,
    flashSource: 'screen',
    flashSamples: front.flashSamples,
    // The web SDK reads nothing itself.
    claims: {},
    specimensAllowed: true,
    today: DAY,
  })
  const others = await filmRear(stranger, 'bona_fide')
  const within = framesOf(others, 0).map((frame, i) => ({ ...frame, tMs: i + 1 }))
  const exhibits: Record<Kind, Exhibit> = {
    'one stage': exhibitOf(lit),
    'two stages': exhibitOf(after(await filmRear(card, 'bona_fide'))),
    'another card before': exhibitOf(after(others)),
    'altered card before': exhibitOf(after(await filmRear(card, 'nik_edit'))),
    'another card within': exhibitOf([...within, ...lit]),
  }
  return { exhibits, truth: card.printed }
}

function framesOf(capture: SimulatedCapture, fromMs: number): ExhibitFrame[] {
  return capture.frames.map((bytes, i) => ({
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    tMs: fromMs + capture.frameTimesMs[i]!,
  }))
}

async function judge(
  sofar: KindFigures,
  exhibit: Exhibit,
  truth: SimulatedCapture['ocrFields'],
  instruments: Instruments,
): Promise<KindFigures> {
  const startMs = cpuClockMs()
  const findings = await examineFrames(exhibit, instruments)
  const cpuMs = cpuClockMs() - startMs
  const basis = { exhibit, organisation: { requireFlash: false }, areFramesSeenBefore: false }
  const { assuranceTier, verdict } = decideTier(basis, findings, fuse(findings.votes, instruments.policy))
  const failures = { ...sofar.failures }
  for (const { voter, outcome } of findings.votes)
    if (outcome === 'failed') failures[voter] = (failures[voter] ?? 0) + 1
  const isRight = (field: keyof typeof truth): boolean => {
    const { raw, value } = findings.reading.fields[field]
    return raw === truth[field] || value === truth[field]
  }
  const right = (Object.keys(truth) as (keyof typeof truth)[]).filter((field) => isRight(field))
  return {
    captures: sofar.captures + 1,
    high: sofar.high + (assuranceTier === 'high' ? 1 : 0),
    failed: sofar.failed + (verdict === 'failed' ? 1 : 0),
    failures,
    keyFieldsRight: sofar.keyFieldsRight + (isRight('nik') && isRight('fullName') ? 1 : 0),
    fieldsRight: sofar.fieldsRight + right.length,
    cpuMs: sofar.cpuMs + cpuMs,
  }
}
