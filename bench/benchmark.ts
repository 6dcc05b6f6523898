export interface BenchmarkOrder {
  /** How often to repeat; each benchmark has its own default. */
  readonly runs: number | undefined
  readonly seed: string | undefined
  /** Where pictures that somebody took are, for a benchmark that looks at some. */
  readonly folder: string | undefined
  /** Takes the middle of every picture for the card. */
  readonly assumesCard: boolean
  /** Progress, a line at a time. */
  readonly report: (line: string) => void
}

/** One measurement: `run` gives plain JSON, `print` turns it into what a person reads. */
export interface Benchmark<Result = unknown> {
  run(order: BenchmarkOrder): Promise<Result>
  print(result: unknown): string
}

/** The value below which the given share of the samples lies; NaN for none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
