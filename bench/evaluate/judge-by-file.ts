import { areaUnderCurve } from './statistics/area-under-curve.ts'
import type { CaptureRecord } from './capture-record.ts'

/** Two standard errors: about 95 %. */
const STANDARD_ERRORS = 1.96
const FOLDS = 5
/** Size classes of equal share, cut on the training folds. */
const SIZE_CLASSES = 6

type Traits = Readonly<Record<string, string>>

/**
 * The detector that must fail: naive Bayes on quality, subsampling, tables and, unless left out, size of the files, judged by
 * cross-validation over cards. Where it beats chance, the set can be told apart by its compression (pad.md §2.4).
 */
export function judgeByFile(records: readonly CaptureRecord[], withSize: boolean) {
  const fold = (record: CaptureRecord): number => cardIndex(record) % FOLDS
  const scored = Array.from({ length: FOLDS }, (_, held) => {
    const training = records.filter((record) => fold(record) !== held)
    const score = train(training, withSize)
    return records
      .filter((record) => fold(record) === held)
      .map((record) => ({ genuine: record.genuine, score: score(record) }))
  }).flat()
  const scoresOf = (genuine: boolean): number[] =>
    scored.filter((row) => row.genuine === genuine).map((row) => row.score)
  const area = areaUnderCurve(scoresOf(true), scoresOf(false))
  if (area === null) return null
  const reach = STANDARD_ERRORS * area.standardError
  return { value: area.value, low: Math.max(0, area.value - reach), high: Math.min(1, area.value + reach) }
}

/** Captures of one card stay in one fold; folders of others' captures are spread by their name. */
function cardIndex({ id }: CaptureRecord): number {
  const index = /(\d+)$/.exec(id)?.[1]
  return index === undefined
    ? new TextEncoder().encode(id).reduce((sum, byte) => sum + byte, 0)
    : Number(index)
}

/** Log-likelihood ratio, genuine over attack, of a record's traits, with one imagined count each. */
function train(training: readonly CaptureRecord[], withSize: boolean): (record: CaptureRecord) => number {
  const sizes = training.map((record) => record.file.bytesPerPixel).sort((a, b) => a - b)
  const cuts = Array.from(
    { length: SIZE_CLASSES - 1 },
    (_, i) => sizes[Math.floor(((i + 1) * sizes.length) / SIZE_CLASSES)] ?? 0,
  )
  const traitsOf = ({ file }: CaptureRecord): Traits => ({
    quality: String(file.quality),
    subsampling: String(file.subsampling),
    tables: file.tables,
    ...(withSize ? { size: String(cuts.filter((cut) => file.bytesPerPixel > cut).length) } : {}),
  })
  const counts = new Map<string, number>()
  const totals = { true: 0, false: 0 }
  for (const record of training) {
    totals[`${record.genuine}`] += 1
    for (const [name, value] of Object.entries(traitsOf(record))) {
      const key = `${record.genuine}/${name}/${value}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return (record) =>
    Object.entries(traitsOf(record)).reduce((sum, [name, value]) => {
      const likelihood = (genuine: boolean): number =>
        ((counts.get(`${genuine}/${name}/${value}`) ?? 0) + 1) / (totals[`${genuine}`] + 2)
      return sum + Math.log(likelihood(true) / likelihood(false))
    }, 0)
}
